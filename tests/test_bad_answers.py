"""Answers that cannot become a service are refused before anything is written."""

import json
from pathlib import Path

import pytest

from tests.copier_command import copier_copy
from tests.questions import ASKED, COMPUTED, TEXTS

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


@pytest.mark.parametrize(("question", "answer"), _CASES)
def test_a_bad_answer_writes_nothing_and_is_repeated(
    template: Path, tmp_path: Path, question: str, answer: str
) -> None:
    finished = copier_copy(template, tmp_path / "service", {question: answer})

    assert finished.code != 0
    message = finished.output.rstrip().rpartition("ValueError: ")[2]
    assert question in message
    assert _shown(answer) in message
    assert len(message) < 500, "The message repeats too much of the answer"
    assert not list(tmp_path.glob("service/**/*"))


@pytest.mark.parametrize("question", COMPUTED)
def test_a_computed_answer_cannot_be_given(
    template: Path, tmp_path: Path, question: str
) -> None:
    finished = copier_copy(template, tmp_path / "service", {question: "bogus"})

    assert finished.code != 0
    message = finished.output.rstrip().rpartition("ValueError: ")[2]
    assert question in message
    assert not list(tmp_path.glob("service/**/*"))


def _shown(answer: str) -> str:
    """What a message holds of an answer: its beginning, escaped as in JSON."""
    inner = json.dumps(answer[:60], ensure_ascii=False)[1:-1]
    # A terminal cannot show half a character either; Python escapes it once more.
    return inner.encode("utf-8", "backslashreplace").decode()
