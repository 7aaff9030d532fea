"""Commands that a test runs: bounded in time, in a clean environment."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_LINES_SHOWN = 60
# What an outer make, pytest or virtual environment would tell the inner one.
_OURS = ("MAKE", "MFLAGS", "PYTEST_", "VIRTUAL_ENV", "COV_", "COVERAGE_")


@dataclass(frozen=True)
class Finished:
    """How a command ended, and what it printed, both streams in one."""

    code: int
    output: str

    @property
    def end(self) -> str:
        return "\n".join(self.output.splitlines()[-_LINES_SHOWN:])


def environment(**changes: str) -> dict[str, str]:
    """The variables of a user who types the command."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_OURS) or name == "PYTEST_DEBUG_TEMPROOT"
    }
    return kept | {"PYTHONIOENCODING": "utf-8"} | changes


def run(
    command: Sequence[str | Path],
    folder: Path,
    seconds: float = 60,
    variables: Mapping[str, str] | None = None,
) -> Finished:
    """Run a command to its end; after so long it is killed, with its children."""
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env=environment(**(variables or {})),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        output = ""
        try:
            output, _ = process.communicate(timeout=seconds)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGKILL)
            # A daemon that left the group may keep the pipe open.
            with suppress(subprocess.TimeoutExpired):
                output, _ = process.communicate(timeout=30)
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
            output += f"\nKilled after {seconds:.0f} seconds."
    return Finished(process.returncode, output)
