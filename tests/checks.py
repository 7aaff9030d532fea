"""The rows of `docs/security-checks.md`: what must hold, and the tests that show it."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.repository import ROOT

PAGE = ROOT / "docs/security-checks.md"

_ROW = re.compile(r"^\| ([A-Z]{3}-\d\d) \| .+ \| (.+) \| ([\w ]+) \|$", re.MULTILINE)
_NOT_COVERED = re.compile(r"^\| \*\*([A-Z]{3}-\d\d)\*\* \| .+ \| .+ \|$", re.MULTILINE)
_TEST = re.compile(r"`(\S+)`(?: \(([\w ]+)\))?")
_FIRST = re.compile(r"^## What comes first\n(.*?)^## ", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Check:
    """A row of the page."""

    id: str
    shown_by: str
    words: frozenset[str]
    """The choices that it is about, or `all`."""

    def applies_to(self, choices: set[str]) -> bool:
        return bool(self.words & (choices | {"all"}))

    def tests(self, choices: set[str]) -> list[str]:
        """The tests of a variant: those of `x` (jwt), or of any without a word."""
        return [
            test
            for test, only in _TEST.findall(self.shown_by)
            if not only or choices & set(only.split())
        ]


@cache
def checks() -> dict[str, Check]:
    """The rows that tests show, by their ids."""
    return {
        row_id: Check(row_id, shown_by, frozenset(words.split()))
        for row_id, shown_by, words in _ROW.findall(_text())
    }


def ids_not_covered() -> list[str]:
    return _NOT_COVERED.findall(_text())


def ids_of_priority() -> set[str]:
    """The rows whose guards the drills remove."""
    found = _FIRST.search(_text())
    assert found, "the page says no longer what comes first"
    return set(re.findall(r"\b[A-Z]{3}-\d\d\b", found[1]))


def ids_in_order() -> list[str]:
    """Whatever stands in a first column and looks like an id."""
    return re.findall(r"^\| \W*([A-Z]+-\d+)", _text(), re.MULTILINE)


def exists(reference: str, tests: Path) -> bool:
    """Whether this test is in that folder, or with `../` in this repository."""
    path, _, name = reference.partition("::")
    file = ROOT / path[3:] if path.startswith("../") else tests / path
    return file.is_file() and f"def {name}(" in file.read_text("utf-8")


@cache
def _text() -> str:
    return PAGE.read_text("utf-8")
