"""What the documentation of the template says is true."""

import re
from pathlib import Path

import pytest

from tests.findings import assert_none
from tests.questions import ASKED
from tests.repository import ROOT, tracked

_SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PAGES = [
    path
    for path in tracked(ROOT)
    if path.endswith(".md") and not path.startswith("template/")
]


def _text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_the_two_commands_of_the_readme_are_what_is_tested() -> None:
    (first, *_) = _SHELL.findall(_text("README.md"))
    commands = re.findall(r"^make [a-z-]+", first, re.MULTILINE)

    assert commands == ["make demo", "make test"]
    assert "\nmake test " in _text(".ci/run")
    assert {f"{command[5:]}:" for command in commands} <= set(_text("Makefile").split())


@pytest.mark.parametrize("question", ASKED)
def test_every_question_is_explained(question: str) -> None:
    assert f"`{question}`" in _text("docs/questions.md")


@pytest.mark.parametrize("page", _PAGES)
def test_every_link_between_pages_resolves(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", _text(page))
    assert_none(
        link for link in links if not (ROOT / Path(page).parent / link).exists()
    )
