"""A rendered project is formatted and linted by its own rules, whatever its name."""

import importlib.metadata
import re
import sys

import pytest

from tests.processes import run
from tests.rendering import Renderer
from tests.variants import VARIANTS, Variant

each_variant = pytest.mark.parametrize("variant", VARIANTS, ids=str)

# What fits on a line beside the longest name fits beside all, and what does not beside
# the shortest does beside none: nothing between them is laid out otherwise. Imports
# depend on what a name sorts before: one does before `tests`, and the other does not.
_NAMES: dict[str, dict[str, str]] = {
    "shortest": {"package_name": "aa"},
    "usual": {},
    "longest": {
        "package_name": "z" * 40,
        "project_name": "服" * 80,
        "description": "务" * 200,
        "author_name": "者" * 80,
    },
}


@each_variant
@pytest.mark.parametrize("names", _NAMES)
def test_a_project_is_formatted_and_linted_whatever_its_names(
    render: Renderer, variant: Variant, names: str
) -> None:
    project = render(**variant.answers, **_NAMES[names])

    for arguments in (["format", "--check", "--diff"], ["check"]):
        finished = run(
            [sys.executable, "-m", "ruff", *arguments, "--no-cache"], project
        )
        if finished.code:
            pytest.fail(finished.end, pytrace=False)


def test_ruff_is_here_the_oldest_that_a_project_accepts(render: Renderer) -> None:
    metadata = (render() / "pyproject.toml").read_text(encoding="utf-8")
    (floor,) = re.findall(r'"ruff>=([\d.]+)"', metadata)

    assert importlib.metadata.version("ruff") == floor, (
        "raise the floor in template/pyproject.toml.jinja, or lock the older one"
    )
