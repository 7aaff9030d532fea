"""Runs the tests of one drill in a copy of a project, and says how they took it."""

import shutil
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.processes import run
from tests.repository import commit

SECONDS = 180
"""After so long, a run of the tests of one drill hangs."""

_OPTIONS = ("-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly")
_REPORT = "report.xml"
# Not a refusal that was noticed, but code that does not hang together.
_BROKEN = ("ImportError", "ModuleNotFoundError", "SyntaxError", "NameError")


@dataclass(frozen=True)
class Ground:
    """A project that is installed, and that nothing changes: drills get copies."""

    folder: Path
    python: Path
    is_repository: bool = False

    def copy(self, into: Path) -> None:
        """Copy all but what is installed."""
        left_out = shutil.ignore_patterns(".venv", ".git", "node_modules")
        shutil.copytree(self.folder, into, ignore=left_out, symlinks=True)
        if self.is_repository:
            commit(into, "A drill")
        (into / ".venv").symlink_to(self.python.parents[1])


@dataclass(frozen=True)
class Result:
    """How tests ended: `red`, `green`, `hangs` or `broken`."""

    outcome: str
    seconds: float
    detail: str = ""
    """The test that failed, or what went wrong."""
    durations: tuple[tuple[str, float], ...] = ()
    """The seconds of each test, by its node without parameters."""


def attempt(
    ground: Ground,
    nodes: Sequence[str],
    edit: tuple[str, str] | None = None,
    seconds: float = SECONDS,
) -> Result:
    """Run these tests after the edit of a file; without one, they have to be green."""
    with TemporaryDirectory(prefix="drill-") as scratch:
        # Run as root, PostgreSQL is another user, who reads its program in there.
        Path(scratch).chmod(0o755)
        folder = Path(scratch) / "project"
        ground.copy(folder)
        if edit:
            path, text = edit
            (folder / path).write_text(text, encoding="utf-8")
        begun = time.monotonic()
        finished = run(
            [
                folder / ".venv/bin/python",
                *("-m", "pytest", *_OPTIONS),
                *(["-x"] if edit else []),
                f"--junitxml={folder / _REPORT}",
                *nodes,
            ],
            folder,
            seconds,
            # Before what is installed, which is the project that this is a copy of.
            {"PYTHONPATH": str(folder / "src")},
        )
        took = time.monotonic() - begun
        if finished.code < 0:
            return Result(
                "hangs", took, f"killed after {seconds:.0f} s\n{finished.end}"
            )
        return judge(finished.code, finished.end, folder / _REPORT, took)


def judge(code: int, end: str, report: Path, took: float) -> Result:
    """What a report says: red is a test that ran and failed, and nothing else."""
    if code not in (0, 1) or not report.is_file():
        return Result("broken", took, end)
    cases = list(ET.parse(report).iter("testcase"))  # noqa: S314 - pytest wrote it
    for case in cases:
        failure, error = case.find("failure"), case.find("error")
        message = (failure.get("message") or "") if failure is not None else ""
        if error is not None or message.startswith(_BROKEN):
            return Result("broken", took, end)
        if failure is not None:
            return Result("red", took, _node(case))
    durations: dict[str, float] = {}
    for case in cases:
        node = _node(case)
        durations[node] = durations.get(node, 0) + float(case.get("time") or 0)
    return Result("green", took, durations=tuple(durations.items()))


def _node(case: ET.Element) -> str:
    module = (case.get("classname") or "").replace(".", "/")
    return f"{module}.py::{(case.get('name') or '').partition('[')[0]}"
