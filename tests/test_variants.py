"""Every variant installs from its own files, and passes its own checks and tests."""

import subprocess
from collections.abc import Callable

import pytest

from tests.questions import JINJA, TEXTS
from tests.rendering import Renderer
from tests.suites import SUITES, Installed, Suite

pytestmark = pytest.mark.slow

# One group is one worker: its steps run in order, while other groups run beside it.
each_suite = pytest.mark.parametrize(
    "suite",
    [
        pytest.param(suite, id=str(suite), marks=pytest.mark.xdist_group(str(suite)))
        for suite in SUITES
    ],
)
Install = Callable[[Suite], Installed]


@pytest.fixture(scope="session")
def installed(render: Renderer, tmp_path_factory: pytest.TempPathFactory) -> Install:
    """A function that returns the one project of a suite."""
    projects: dict[Suite, Installed] = {}

    def of(suite: Suite) -> Installed:
        if suite not in projects:
            folder = tmp_path_factory.mktemp("suite") / str(suite)
            render.own(folder, **suite.variant.answers)
            projects[suite] = Installed(suite, folder)
        return projects[suite]

    return of


@each_suite
def test_a_variant_installs_from_its_own_pyproject(
    installed: Install, suite: Suite
) -> None:
    finished = installed(suite).setup()

    if finished.code:
        pytest.fail(f"{suite}: `make setup` fell\n{finished.end}", pytrace=False)


@each_suite
def test_no_installed_library_has_a_name_that_a_package_may_have(
    installed: Install, suite: Suite
) -> None:
    project = installed(suite)
    if project.setup().code:
        pytest.fail("Not run, because `make setup` fell.", pytrace=False)
    script = (
        "from importlib.metadata import packages_distributions as all_packages;"
        "print(*all_packages())"
    )
    listed = subprocess.check_output(
        [".venv/bin/python", "-I", "-c", script], cwd=project.folder, text=True
    )
    validator = JINJA.from_string(TEXTS["package_name"]["validator"])

    free = {name for name in listed.split() if not validator.render(package_name=name)}
    assert free <= {"my_service"}


@each_suite
def test_a_variant_passes_its_own_checks(installed: Install, suite: Suite) -> None:
    finished = installed(suite).step("check")

    if finished.code:
        pytest.fail(f"{suite}: `make check` fell\n{finished.end}", pytrace=False)


@each_suite
def test_a_variant_passes_its_own_tests(installed: Install, suite: Suite) -> None:
    finished = installed(suite).step("test")

    if finished.code:
        pytest.fail(f"{suite}: `make test` fell\n{finished.end}", pytrace=False)
