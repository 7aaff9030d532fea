"""What the documentation of the template says is true."""

import re
from pathlib import PurePosixPath

import pytest

from tests.findings import assert_none
from tests.pages import in_backticks, lost_links, pages
from tests.questions import ASKED, SETTINGS, STARTS, TEXTS
from tests.repository import ROOT, tracked

_FILES = tracked(ROOT)
_PATHS = {
    parent.as_posix() for file in _FILES for parent in PurePosixPath(file).parents
}.union(_FILES)
_PAGES = {
    page.path: page
    for page in pages(ROOT, _FILES)
    if not page.path.startswith("template/")
}
_COMMANDS = "\n".join(
    text
    for page in _PAGES.values()
    for text in [*page.code, *(block.text for block in page.blocks)]
)
_CHOSEN = {name: body for name, body in ASKED.items() if "choices" in body}
_OVERLAY = re.compile(r"\{\{ \w+ \}\}")
# Below `/` are routes.
_PATH = re.compile(r"[^/\s]\S*/\S*|\S+\.(py|md|js|mk|lock|toml|yml|jinja)")
# What looks like a path, and is none of this repository or of a project's.
_NO_PATHS = {
    "made by commands": (
        ".benchmark/",
        ".copier-answers.yml",
        ".local/",
        ".venv/",
        "DIR/.venv",
        "requirements-dev.lock",
    ),
    "made by users": ("mails/project/", "project.mk"),
    "patterns": (
        "core/..._exceptions.py",
        "docs/*.md.jinja",
        "src/{{ package_name }}/core/<name>_config.py",
        "template/{{ name }}/",
        "template/{{ sqlite }}/src/...",
    ),
    "a media type": ("application/problem+json",),
    "one folder up": ("../",),
    "a function": ("crud/audit_event.record",),
    "in a library": ("swagger-ui-bundle.js",),
}
# What was decided against, and headers that are not sent; parts of a version.
_NAMING_WHAT_IS_NOT_THERE = (
    "docs/decisions/",
    "docs/security-checks.md",
    "docs/releasing.md",
)
_EXCEPTED = {path for group in _NO_PATHS.values() for path in group}


def test_the_two_commands_of_the_readme_are_what_is_tested() -> None:
    (first, *_) = _PAGES["README.md"].blocks
    commands = re.findall(r"^make [a-z-]+", first.text, re.MULTILINE)

    assert commands == ["make demo", "make test"]
    assert "\nmake test " in (ROOT / ".ci/run").read_text("utf-8")


def test_the_readme_lists_the_choices_and_the_default_first() -> None:
    rows = _PAGES["README.md"].rows("question")
    listed = [(in_backticks(names), in_backticks(choices)) for names, choices in rows]

    assert listed == [
        (list(TEXTS), []),
        *(([name], list(body["choices"].values())) for name, body in _CHOSEN.items()),
    ]
    assert [choices[0] for _, choices in listed if choices] == [
        body["default"] for body in _CHOSEN.values()
    ]


def test_the_questions_are_listed_with_their_defaults() -> None:
    rows = _PAGES["docs/questions.md"].rows("question | default")
    defaults = {
        name: f"`{body['default']}`"
        for name, body in ASKED.items()
        if "{%" not in body["default"]
    }

    assert {in_backticks(name)[0]: default for name, default, _ in rows} == {
        "package_name": "derived from `project_name`"
    } | defaults


def test_the_files_that_are_yours_are_listed() -> None:
    page = _PAGES["docs/ownership.md"]
    listed = {in_backticks(file)[0] for file, _ in page.section("Yours").rows("file")}
    first, *_ = page.section("A starting point").prose.strip().splitlines()

    assert listed == {
        path.replace("src/*/", "src/<package>/") for path in SETTINGS["_skip_if_exists"]
    }
    assert set(in_backticks(first)) == STARTS


@pytest.mark.parametrize("page", _PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    lost = lost_links(_PAGES.values(), _PATHS)
    assert_none(link for link in lost if link.startswith(f"{page}: "))


def test_every_path_exists_or_is_excepted() -> None:
    unknown = {path for path in _named() if not _is_there(path)}

    assert_none(sorted(unknown - _EXCEPTED))
    assert_none(sorted(_EXCEPTED - unknown))


def _named() -> set[str]:
    """What looks like a path; the names of tests have a test of their own."""
    return {
        code
        for page in _PAGES.values()
        for code in page.code
        if _PATH.fullmatch(_OVERLAY.sub("overlay", code)) and "::" not in code
    }


def _is_there(path: str) -> bool:
    """Here, or in a rendered project; parts of a path may be left out."""
    emitted = path.rstrip("/").replace("<package>", "{{ package_name }}")
    return any(
        f"/{one}/".endswith((f"/{emitted}/", f"/{emitted}.jinja/")) for one in _PATHS
    )


def test_every_word_in_backticks_is_one_of_the_code() -> None:
    words = {
        word
        for file in _FILES
        if not file.endswith((".md", "common_passwords.txt"))
        for word in re.findall(r"\w+", file + (ROOT / file).read_text("utf-8"))
    }

    assert_none(
        f"{page.path}: {code}"
        for page in _PAGES.values()
        if not page.path.startswith(_NAMING_WHAT_IS_NOT_THERE)
        for code in page.code - _EXCEPTED
        if not words.issuperset(re.findall(r"\w+", code))
    )


def test_every_target_exists() -> None:
    makefiles = ("Makefile", "template/Makefile.jinja")
    targets = re.findall(
        r"^([a-z-]+):.*## ",
        "".join((ROOT / file).read_text("utf-8") for file in makefiles),
        re.MULTILINE,
    )
    made = re.findall(r"\bmake ((?:[a-z-]+(?: |\b))+)", _COMMANDS)

    assert made
    assert_none(sorted({one for line in made for one in line.split()} - {*targets}))


def test_every_answer_on_a_command_line_can_be_given() -> None:
    given = re.findall(r"-d ?(\w+)=(\w+)", _COMMANDS)

    assert given
    assert_none(
        f"{question}={answer}"
        for question, answer in given
        if answer not in _CHOSEN[question]["choices"].values()
    )
