"""Rendered projects that are installed and run, each by one interpreter."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import interpreters
from tests.processes import run
from tests.variants import VARIANTS, Variant

# Every pair of answers to two questions is in one of them.
_PAIRS = {
    "sqlite-async-jwt",
    "postgresql-sync-jwt",
    "sqlite-async-session",
    "postgresql-sync-session",
    "sqlite-sync-oidc",
    "postgresql-async-oidc",
}
# Between them one of each database and of each mode: enough for what costs most.
_SAMPLE = {"sqlite-async-jwt", "postgresql-sync-session"}

_SECONDS = 900

Record = Callable[[str, object], None]


@dataclass(frozen=True)
class Suite:
    """A variant on a Python version."""

    variant: Variant
    version: str

    def __str__(self) -> str:
        return f"{self.variant}-py{self.version}"

    @property
    def tests(self) -> str:
        """How its tests are run; on our own version, all branches must be taken."""
        if self.version != interpreters.OWN:
            return "make test"
        return "PYTEST_ADDOPTS=--cov-fail-under=100 make coverage"


class Installed:
    """A project of its own: committed, set up, and then used as its owner would."""

    def __init__(
        self, suite: Suite, folder: Path, record: Record = lambda *_: None
    ) -> None:
        self.suite = suite
        self.folder = folder
        self.lines: list[str] = []
        self._record = record

    def setup(self) -> None:
        """Install the project from its own `pyproject.toml`."""
        self.run(f"make setup PYTHON={interpreters.find(self.suite.version)}")

    def run(self, line: str, settings: Mapping[str, str] | None = None) -> str:
        """Run a line as its user would, and fail with the end of what it printed."""
        self.lines.append(line)
        # Several suites run at once, so each of them takes two workers only.
        variables = {"PYTEST_XDIST_AUTO_NUM_WORKERS": "2", **(settings or {})}
        finished = run(["sh", "-c", line], self.folder, _SECONDS, variables)
        if finished.code:
            pytest.fail(f"{self.suite}: `{line}` fell\n{finished.end}", pytrace=False)
        return finished.output

    @contextmanager
    def database(self) -> Iterator[None]:
        """Run the server for development, where the variant needs one."""
        if not self.suite.variant.chose("database", "postgresql"):
            yield
            return
        self.run("make db")
        try:
            yield
        finally:
            self.run("make db-stop")

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Tell the table at the end of the run how this step went."""
        begin, outcome = time.monotonic(), "FELL"
        try:
            yield
            outcome = f"{time.monotonic() - begin:.0f} s"
        finally:
            self._record(name, outcome)


def _on(version: str, variants: list[Variant]) -> list[Suite]:
    return [Suite(variant, version) for variant in variants]


PAIRS = [variant for variant in VARIANTS if str(variant) in _PAIRS]
SAMPLE = [variant for variant in VARIANTS if str(variant) in _SAMPLE]
SUITES = _on(interpreters.OWN, PAIRS)
GROWING = _on(interpreters.OWN, SAMPLE)
CHECKED = _on(interpreters.OWN, [one for one in VARIANTS if one not in PAIRS])
REST = CHECKED + [
    suite
    for version in interpreters.found()
    if version != interpreters.OWN
    for suite in _on(version, SAMPLE)
]
"""The suites that only `make test-all` runs."""
