"""Answers that cannot become a service are refused before anything is written."""

import json
from pathlib import Path

import pytest
from copier import run_copy

from tests.copier_command import copier_copy
from tests.questions import ASKED, COMPUTED, TEXTS
from tests.repository import copy

_LONG = "long" * 2560

_BAD_TEXTS = {
    "empty": "",
    "blank": "   ",
    "double quote": 'say "hello"',
    "backslash": "C:\\new",
    "newline": "one\ntwo",
    "carriage return": "one\rtwo",
    "line separator": "one\u2028two",
    "tab": "one\ttwo",
    "NUL": "one\0two",
    "escape": "one\x1b[31mtwo",
    "lone surrogate": "one\ud800two",
    "expression": "{{ 7 * 7 }}",
    "statement": "{% raw %}",
    "comment": "{# nothing #}",
    "10 KB": _LONG,
}

_BAD_NAMES = {
    "path": "../x",
    "absolute path": "/etc/passwd",
    "dot": "a.b",
    "hyphen": "my-service",
    "space": "my service",
    "upper case": "MyService",
    "digit first": "1st",
    "underscore first": "_private",
    "underscore last": "service_",
    "one letter": "x",
    "41 letters": "x" * 41,
    "not ASCII": "dienst_ä",
    "fullwidth": "servi\uff43e",
    "trailing newline": "service\n",
    "empty": "",
    "quote": 'ser"vice',
    "expression": "{{ 7 * 7 }}",
    "NUL": "ser\0vice",
    "10 KB": _LONG,
    "keyword": "class",
    "soft keyword": "match",
    "standard library": "json",
    "dependency": "fastapi",
    "dependency by its import name": "jwt",
    "dependency by its name in an index": "argon2_cffi",
    "command of a dependency": "lint_imports",
    "part of Python that it does not list": "test",
    "imported at every start": "sitecustomize",
    "folder of the project": "tests",
}

_CASES = [
    *(
        pytest.param(question, answer, id=f"{question}: {what}")
        for question in TEXTS
        if question != "package_name"
        for what, answer in _BAD_TEXTS.items()
    ),
    *(
        pytest.param("package_name", answer, id=f"package_name: {what}")
        for what, answer in _BAD_NAMES.items()
    ),
    *(
        pytest.param(question, answer, id=f"{question}: {answer!r}")
        for question, body in ASKED.items()
        if "choices" in body
        for answer in ("oracle", "", str(body["default"]).upper())
    ),
]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template as mere files: a repository would be cloned for every answer."""
    return copy(tmp_path_factory.mktemp("tree"))


@pytest.mark.parametrize(("question", "answer"), _CASES)
def test_a_bad_answer_writes_nothing_and_is_repeated(
    tree: Path, tmp_path: Path, question: str, answer: str
) -> None:
    message = _refusal(tree, tmp_path / "service", question, answer)

    assert _shown(answer) in message
    assert len(message) < 500, "The message repeats too much of the answer"


@pytest.mark.parametrize("question", COMPUTED)
def test_a_computed_answer_cannot_be_given(
    tree: Path, tmp_path: Path, question: str
) -> None:
    _refusal(tree, tmp_path / "service", question, "bogus")


def test_the_command_reports_a_bad_answer(tree: Path, tmp_path: Path) -> None:
    finished = copier_copy(tree, tmp_path / "service", {"package_name": "my-service"})

    assert finished.code != 0
    assert "Validation error for question 'package_name': Use 2" in finished.output
    assert 'not "my-service".' in finished.output
    assert not (tmp_path / "service").exists()


def _refusal(tree: Path, into: Path, question: str, answer: str) -> str:
    """What Copier says of the answer, which it must not write anything for."""
    with pytest.raises(ValueError, match=question) as refused:
        run_copy(str(tree), into, data={question: answer}, defaults=True, quiet=True)
    assert not into.exists()
    return str(refused.value)


def _shown(answer: str) -> str:
    """What a message holds of an answer: its beginning, escaped as in JSON."""
    return json.dumps(answer[:60], ensure_ascii=False)[1:-1]
