"""A rendered project is complete, and bears no trace of having been rendered."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch

import pytest

from tests.findings import assert_none
from tests.leftovers import WORDS
from tests.manifests import committed, listing
from tests.questions import STARTS
from tests.rendering import Renderer, texts
from tests.variants import VARIANTS, Variant

each_variant = pytest.mark.parametrize("variant", VARIANTS, ids=str)

# Read by the service's own Jinja, by Alembic's Mako, and by GitHub.
_OWN_TEMPLATES = (
    "src/*/mails/*",
    "migrations/script.py.mako",
    ".github/workflows/*",
)

_TRACES = {
    # Where updating is explained, and where Copier keeps its answers.
    r"copier|gatehouse": (
        ".copier-answers.yml",
        "README.md",
        "AGENTS.md",
        "Makefile",
        "docs/*.md",
        "scripts/after_update.py",
        "scripts/recorded_answers.py",
    ),
    # Mails are templates, and so are databases that PostgreSQL copies.
    r"\btemplates?\b": (
        ".copier-answers.yml",
        "README.md",
        "AGENTS.md",
        "docs/*.md",
        "scripts/after_update.py",
        "scripts/linear_migrations.py",
        "scripts/recorded_answers.py",
        "src/*/services/email_service.py",
        "tests/*database*.py",
    ),
}

# Where git ignores what users have: an update would overwrite it.
_IGNORED = (
    ".env",
    ".env.*",
    ".local",
    "*.db",
    "*.local",
    "*.local.*",
    "*.log",
    "*.override.*",
    "*.sqlite3",
    "project.mk",
)
# What many users have already when a release brings one.
_THEIRS = (
    ".dockerignore",
    ".editorconfig",
    ".github/*",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
    "CHANGELOG*",
    "Dockerfile*",
    "LICENSE*",
    "compose*.y*ml",
    "docker-compose*.y*ml",
)

# Formats in which one empty line separates, and two are a scar.
_TIGHT = (
    "*.toml",
    "*.yml",
    "*.md",
    "*Dockerfile",
    "Makefile",
    ".env.example",
    ".gitignore",
)
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(path, pattern) for pattern in patterns)


def _lines_with(pattern: str, path: str, text: str) -> list[str]:
    return [
        f"{path}:{number}: {line}"
        for number, line in enumerate(text.splitlines(), start=1)
        if re.search(pattern, line, re.IGNORECASE)
    ]


@each_variant
def test_a_variant_holds_exactly_the_files_of_its_manifest(
    render: Renderer, variant: Variant
) -> None:
    found, expected = set(listing(render.variant(variant))), set(committed(variant))

    new = [f"{path} is new; `make manifests` accepts it" for path in found - expected]
    gone = [f"{path} is gone; updates drop users' edits" for path in expected - found]
    assert_none(sorted(new + gone))


@each_variant
def test_no_path_is_one_that_users_have_and_git_ignores(
    render: Renderer, variant: Variant
) -> None:
    assert_none(
        path
        for path in listing(render.variant(variant))
        for part in path.split("/")
        if part != ".env.example" and _matches(part, _IGNORED)
    )


@each_variant
def test_what_users_may_have_already_is_only_a_start(
    render: Renderer, variant: Variant
) -> None:
    assert_none(
        path
        for path in listing(render.variant(variant))
        if _matches(path, _THEIRS) and path not in STARTS
    )


@each_variant
def test_no_template_syntax_is_left(render: Renderer, variant: Variant) -> None:
    assert_none(
        line
        for path, text in texts(render.variant(variant)).items()
        if not _matches(path, _OWN_TEMPLATES)
        for line in _lines_with(r"\{\{|\{%|\{#", path, text)
    )


@each_variant
def test_nothing_tells_of_the_template(render: Renderer, variant: Variant) -> None:
    assert_none(
        line
        for path, text in texts(render.variant(variant)).items()
        for trace, excepted in _TRACES.items()
        if not _matches(path, excepted)
        for line in _lines_with(trace, path, text)
    )


@each_variant
def test_a_word_appears_with_its_choice_and_only_with_it(
    render: Renderer, variant: Variant
) -> None:
    files = texts(render.variant(variant))

    assert_none(line for word in WORDS for line in word.findings(variant, files))


@each_variant
def test_an_await_left_out_leaves_no_parentheses(
    render: Renderer, variant: Variant
) -> None:
    assert_none(
        f"{path}:{line}"
        for path, text in texts(render.variant(variant)).items()
        if path.endswith(".py")
        for line in _parenthesised_calls(text)
    )


def _parenthesised_calls(text: str) -> Iterator[int]:
    """The lines with a call in parentheses of its own, as in `(f()).x`."""
    lines = [line.encode() for line in text.splitlines()]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and node.end_lineno and node.end_col_offset:
            before = lines[node.lineno - 1][: node.col_offset]
            after = lines[node.end_lineno - 1][node.end_col_offset :]
            # Behind a name or a bracket, what is in parentheses is an argument.
            if re.search(rb"(?<![\w)\]])\($", before) and after.startswith(b")"):
                yield node.lineno


@each_variant
def test_a_block_left_out_leaves_no_scar(render: Renderer, variant: Variant) -> None:
    assert_none(
        f"{path}: {scar}"
        for path, text in texts(render.variant(variant)).items()
        for scar in _scars(path, text)
    )


def _scars(path: str, text: str) -> list[str]:
    """What rendering does to the white space of a file."""
    prose = _FENCED.sub("```", text) if path.endswith(".md") else text
    signs = {
        "three empty lines in a row": "\n\n\n\n" in text,
        "two empty lines in a row": _matches(path, _TIGHT) and "\n\n\n" in prose,
        "an empty line at the beginning": text.startswith("\n"),
        "an empty line at the end": text.endswith("\n\n"),
        "no newline at the end": bool(text) and not text.endswith("\n"),
        "white space at the end of a line": bool(_TRAILING.search(text)),
        "a carriage return": "\r" in text,
    }
    return [sign for sign, found in signs.items() if found]
