"""Every variant installs from its own files, and passes its own checks and tests."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.findings import assert_none
from tests.questions import is_refused
from tests.recipe import follow, instructions, unreadable_blocks
from tests.rendering import Renderer, is_yours
from tests.repository import git
from tests.suites import GROWING, SUITES, Installed, Suite

pytestmark = pytest.mark.slow

Install = Callable[[Suite], Installed]
_LIST_LIBRARIES = (
    "from importlib.metadata import packages_distributions as libraries;"
    "print(*libraries())"
)


def _each(suites: list[Suite]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("suite", suites, ids=str)


@pytest.fixture(scope="session")
def installed(render: Renderer, request: pytest.FixtureRequest) -> Iterator[Install]:
    """A function that returns the one project of a suite."""
    projects: dict[Suite, Installed] = {}
    # Not under pytest's own folder: run as root, PostgreSQL is another user, and any
    # other pytest that starts meanwhile closes that folder to others.
    home = Path(tempfile.mkdtemp(prefix="suites-"))

    def of(suite: Suite) -> Installed:
        if suite not in projects:
            folder = home / str(suite)
            render.own(folder, **suite.variant.answers)
            projects[suite] = Installed(suite, folder)
        return projects[suite]

    yield of
    if not request.session.testsfailed:
        shutil.rmtree(home)


@_each(SUITES)
def test_a_variant_stands_on_its_own(installed: Install, suite: Suite) -> None:
    """Its steps are one test, since they need one project; a failure names the step."""
    project = installed(suite)
    project.setup()
    assert_none(_free_names_of_libraries(project))
    project.run("make check")
    project.run("make test")


def _free_names_of_libraries(project: Installed) -> set[str]:
    """Names of installed libraries that a package could be given all the same."""
    project.run(f".venv/bin/python -I -c '{_LIST_LIBRARIES}' > .venv/libraries")
    libraries = (project.folder / ".venv/libraries").read_text("utf-8").split()
    assert "fastapi" in libraries
    free = {name for name in libraries if not is_refused("package_name", name)}
    return free - {"my_service"}


@_each(GROWING)
def test_a_variant_grows_as_its_documentation_says(
    installed: Install, suite: Suite
) -> None:
    project = installed(suite)
    needs_server = suite.variant.chose("database", "postgresql")
    if needs_server:
        project.run("make db")
    try:
        project.run("make migrate")
        for instruction in instructions(project.folder):
            follow(instruction, project)
        project.run("make check test")
    finally:
        if needs_server:
            project.run("make db-stop")

    assert unreadable_blocks(project.folder) == 0
    changed = git(project.folder, "diff", "--name-only", "HEAD").splitlines()
    assert changed, "The documentation changed nothing"
    assert_none(path for path in changed if not is_yours(path))
