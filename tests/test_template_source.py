"""How the template is written: a choice is a folder, Python varies only in colour."""

import re
from collections import Counter
from fnmatch import fnmatch
from pathlib import PurePosixPath

import pytest

from tests.findings import assert_none
from tests.questions import COMPUTED, SETTINGS, computed
from tests.rendering import is_yours
from tests.repository import ROOT, tracked
from tests.variants import VARIANTS, Variant

TEMPLATE = ROOT / "template"
PATHS = [path for path in tracked(TEMPLATE) if (TEMPLATE / path).is_file()]
RENDERED = [path for path in PATHS if path.endswith(".jinja")]

# The only files outside overlays that may hold a block.
_WITH_BLOCKS = (
    ".env.example.jinja",
    "AGENTS.md.jinja",
    "Dockerfile.jinja",
    "Makefile.jinja",
    "README.md.jinja",
    "docs/*.md.jinja",
    "pyproject.toml.jinja",
)
_IN_NAMES = {"package_name", "_copier_conf.answers_file"}
_IN_PYTHON = {"async_", "await_", "package_name"}
# What these files are for is to hold one more answer.
_IN_PYTHON_BESIDES = {
    "core/about.py.jinja": {"project_name", "description"},
    "kit/dialect.py.jinja": {"sqlite_driver"},
}
_EXPRESSION = re.compile(r"\{\{-? *(.+?) *-?\}\}")
_OVERLAY = re.compile(r"^\{\{ (\w+) \}\}$")


def _overlays(path: str) -> list[str]:
    """The overlays that a path lies in, outermost first."""
    found = (_OVERLAY.match(part) for part in PurePosixPath(path).parts[:-1])
    return [match[1] for match in found if match and match[1] not in _IN_NAMES]


def _text(path: str) -> str:
    return (TEMPLATE / path).read_text(encoding="utf-8")


def _answers_in(text: str) -> set[str]:
    """The answers that expressions name, without the filters behind them."""
    return {found.split(" | ")[0] for found in _EXPRESSION.findall(text)}


def _besides(path: str) -> set[str]:
    for file, answers in _IN_PYTHON_BESIDES.items():
        if path.endswith(file):
            return answers
    return set()


def _destination(path: str) -> str:
    """Where a file is rendered to, as far as that depends on overlays."""
    parts = [part for part in PurePosixPath(path).parts if not _overlays(f"{part}/x")]
    return "/".join(parts).removesuffix(".jinja")


def test_no_python_file_holds_a_block() -> None:
    assert_none(path for path in PATHS if ".py" in path and "{%" in _text(path))


def test_a_python_file_varies_only_by_colour_and_by_name() -> None:
    assert_none(
        f"{path}: {answer}"
        for path in RENDERED
        if path.endswith(".py.jinja")
        for answer in _answers_in(_text(path)) - _IN_PYTHON - _besides(path)
    )


def test_a_file_is_called_jinja_only_if_it_varies() -> None:
    assert_none(
        path
        for path in RENDERED
        if not _answers_in(_text(path))
        and "{%" not in _text(path)
        # Under its own name it would say what this repository ignores.
        and path != ".gitignore.jinja"
    )


def test_a_block_stands_only_in_files_that_are_listed() -> None:
    assert_none(
        path
        for path in RENDERED
        if "{%" in _text(path)
        and not _overlays(path)
        and not any(fnmatch(path, listed) for listed in _WITH_BLOCKS)
    )


def test_a_name_can_be_checked_out_everywhere() -> None:
    assert_none(path for path in PATHS if set(path) & set('"<>:|?*\\%'))


def test_a_folder_with_an_expression_is_an_overlay_or_the_package() -> None:
    assert_none(
        path
        for path in PATHS
        if _answers_in(path) - _IN_NAMES != set(_overlays(path))
        or not COMPUTED.keys() >= set(_overlays(path))
    )


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_no_two_active_overlays_hold_the_same_path(variant: Variant) -> None:
    answers = computed(dict(variant.choices))
    active = (
        _destination(path)
        for path in PATHS
        if all(answers[overlay] == "." for overlay in _overlays(path))
    )
    assert_none(path for path, count in Counter(active).items() if count > 1)


def test_what_is_the_users_is_never_overwritten_and_nothing_else_is_kept() -> None:
    kept = SETTINGS["_skip_if_exists"]
    matching = {
        path: [pattern for pattern in kept if fnmatch(_destination(path), pattern)]
        for path in PATHS
    }

    assert_none(path for path in PATHS if is_yours(path) != bool(matching[path]))
    assert_none(set(kept) - {one for found in matching.values() for one in found})


def test_every_file_belongs_to_some_variant() -> None:
    everywhere = [computed(dict(variant.choices)) for variant in VARIANTS]
    assert_none(
        path
        for path in PATHS
        if not any(
            all(answers[overlay] == "." for overlay in _overlays(path))
            for answers in everywhere
        )
    )
