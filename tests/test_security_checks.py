"""The table of security checks names tests that are there, in each variant it says."""

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

    assert_none(
        f"{row_id}: there is no {reference}"
        for row_id, shown_by, variants in _ROWS
        if choices & set(variants.split())
        for reference in shown_by.split(", ")
        if not _exists(reference.strip("`"), tests)
    )


def _exists(reference: str, tests: Path) -> bool:
    path, _, name = reference.partition("::")
    file = ROOT / path[3:] if path.startswith("../") else tests / path
    return file.is_file() and f"def {name}(" in file.read_text("utf-8")
