"""Rendered projects that are installed and run, each by one interpreter."""

from dataclasses import dataclass
from pathlib import Path

from tests import interpreters
from tests.processes import Finished, run
from tests.variants import VARIANTS, Variant

# A second interpreter runs one variant of each database, and both modes between them.
_ELSEWHERE = ({"sqlite", "async"}, {"postgresql", "sync"})

_SECONDS = 900


@dataclass(frozen=True)
class Suite:
    """A variant on a Python version."""

    variant: Variant
    version: str

    def __str__(self) -> str:
        return f"{self.variant}-py{self.version}"


class Installed:
    """A project of its own that is set up once, by whichever step comes first."""

    def __init__(self, suite: Suite, folder: Path) -> None:
        self.folder = folder
        self._interpreter = interpreters.find(suite.version)
        self._setup: Finished | None = None

    def setup(self) -> Finished:
        """Install the project from its own `pyproject.toml`."""
        if not self._setup:
            self._setup = self._make("setup", f"PYTHON={self._interpreter}")
        return self._setup

    def step(self, target: str) -> Finished:
        """Run one target of the project's own Makefile, after `setup`."""
        if self.setup().code:
            return Finished(1, "Not run, because `make setup` fell.")
        return self._make(target)

    def _make(self, *arguments: str) -> Finished:
        # Several suites run at once, so each of them takes two workers only.
        variables = {"PYTEST_XDIST_AUTO_NUM_WORKERS": "2"}
        return run(["make", *arguments], self.folder, _SECONDS, variables)


def _all() -> list[Suite]:
    own = [Suite(variant, interpreters.OWN) for variant in VARIANTS]
    others = [
        Suite(variant, version)
        for version in interpreters.found()
        if version != interpreters.OWN
        for choices in _ELSEWHERE
        for variant in VARIANTS
        if choices <= {choice for _, choice in variant.choices}
    ]
    return own + others


SUITES = _all()
