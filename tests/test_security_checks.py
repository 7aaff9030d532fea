"""The table of security checks names tests that exist, in each variant it lists."""

import re
from pathlib import Path

import pytest

from tests.findings import assert_none
from tests.rendering import Renderer
from tests.repository import ROOT
from tests.variants import VARIANTS, Variant

_ROW = re.compile(r"^\| ([A-Z]{3}-\d\d) \| .+ \| (.+) \| ([\w ]+) \|$", re.MULTILINE)
_ROWS = _ROW.findall((ROOT / "docs/security-checks.md").read_text("utf-8"))


def test_every_row_is_read_and_stands_once() -> None:
    ids = [row_id for row_id, _, _ in _ROWS]
    text = (ROOT / "docs/security-checks.md").read_text("utf-8")

    assert ids
    assert ids == re.findall(r"^\| ([A-Z]+-\d+)", text, re.MULTILINE)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_every_check_is_shown_by_a_test(render: Renderer, variant: Variant) -> None:
    tests = render.variant(variant) / "tests"
    choices = {"all", *(choice for _, choice in variant.choices)}
    rows = [row for row in _ROWS if choices & set(row[2].split())]

    assert_none(
        f"{row_id}: there is no {reference}"
        for row_id, shown_by, _ in rows
        for reference in _meant(shown_by, choices)
        if not _exists(reference, tests)
    )
    assert_none(
        f"{row_id}: shown by nothing"
        for row_id, shown_by, _ in rows
        if not _meant(shown_by, choices)
    )


def _meant(shown_by: str, choices: set[str]) -> list[str]:
    """The tests of a variant: those of `x` (jwt), or of any variant without a word."""
    pairs = re.findall(r"`(\S+)`(?: \(([\w ]+)\))?", shown_by)
    return [test for test, only in pairs if not only or choices & set(only.split())]


def _exists(reference: str, tests: Path) -> bool:
    path, _, name = reference.partition("::")
    file = ROOT / path[3:] if path.startswith("../") else tests / path
    return file.is_file() and f"def {name}(" in file.read_text("utf-8")
