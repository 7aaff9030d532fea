"""The workflow of a project may only read, and runs on what the project supports.

That its steps pass is part of `test_variants.py`.
"""

import re

import pytest

from tests.findings import assert_none
from tests.interpreters import SUPPORTED
from tests.rendering import Renderer
from tests.repository import ROOT
from tests.variants import VARIANTS, Variant
from tests.workflow import PATH, steps, workflow

_PINNED = re.compile(r"^ +- uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_rendering_leaves_its_own_expressions_alone(
    render: Renderer, variant: Variant
) -> None:
    rendered = (render.variant(variant) / PATH).read_text("utf-8")

    assert rendered == (ROOT / "template" / PATH).read_text("utf-8")
    assert "${{ matrix.python }}" in rendered


def test_it_runs_on_every_python_that_is_supported(render: Renderer) -> None:
    (job,) = workflow(render())["jobs"].values()
    assert tuple(job["strategy"]["matrix"]["python"]) == SUPPORTED


def test_it_may_read_the_repository_and_nothing_else(render: Renderer) -> None:
    content = workflow(render())
    assert content["permissions"] == {"contents": "read"}
    assert_none(name for name, job in content["jobs"].items() if "permissions" in job)


def test_it_runs_in_the_folder_that_it_names_in_one_place(render: Renderer) -> None:
    """So that it can be moved to the root of a larger repository."""
    content = workflow(render())

    assert content["defaults"]["run"] == {"working-directory": "."}
    assert_none(str(step) for step in steps(render()) if "working-directory" in step)
    text = (render() / PATH).read_text("utf-8")
    assert "hashFiles('**/requirements-dev.lock')" in text


def test_two_of_one_repository_do_not_end_each_other(render: Renderer) -> None:
    group = workflow(render())["concurrency"]["group"]

    assert group == "${{ github.workflow_ref }}"


def test_its_actions_are_pinned_by_commit(render: Renderer) -> None:
    lines = (render() / PATH).read_text("utf-8").splitlines()
    uses = [line for line in lines if "uses:" in line]

    assert len(uses) == sum("uses" in step for step in steps(render()))
    assert_none(line for line in uses if not _PINNED.match(line))
