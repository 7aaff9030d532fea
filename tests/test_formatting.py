"""A rendered project is formatted and linted by its own rules, whatever its name."""

import importlib.metadata
import re
import sys
from pathlib import Path

import pytest

from tests.processes import run
from tests.rendering import Renderer
from tests.variants import VARIANTS, Variant

each_variant = pytest.mark.parametrize("variant", VARIANTS, ids=str)

# Import order and line length depend on the name; `tests` is what it is sorted against.
_BEFORE = [("acorn_" * 7)[:length] for length in (3, 5, 10, 25, 40)]
_AFTER = [("zebra_" * 7)[:length] for length in (3, 5, 10, 25, 40)]
_NEAR = ["test_service", "testsuite"]


def _assert_clean(project: Path) -> None:
    """Let ruff judge the project by the project's own configuration."""
    for arguments in (["format", "--check", "--diff"], ["check"]):
        finished = run(
            [sys.executable, "-m", "ruff", *arguments, "--no-cache"], project
        )
        if finished.code:
            pytest.fail(finished.end, pytrace=False)


@each_variant
@pytest.mark.parametrize("name", [*_BEFORE, *_AFTER, *_NEAR])
def test_a_package_of_any_name_is_formatted_and_linted(
    render: Renderer, variant: Variant, name: str
) -> None:
    project = render(**variant.answers, package_name=name)

    _assert_clean(project)


@each_variant
def test_a_project_of_the_longest_and_widest_name_is_formatted_and_linted(
    render: Renderer, variant: Variant
) -> None:
    project = render(
        **variant.answers,
        project_name="服" * 80,
        description="务" * 200,
        author_name="者" * 80,
    )

    _assert_clean(project)


def test_ruff_is_here_the_oldest_that_a_project_accepts(render: Renderer) -> None:
    metadata = (render() / "pyproject.toml").read_text(encoding="utf-8")
    (floor,) = re.findall(r'"ruff>=([\d.]+)"', metadata)

    assert importlib.metadata.version("ruff") == floor, (
        "raise the floor in template/pyproject.toml.jinja, or lock the older one"
    )
