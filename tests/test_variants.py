"""Every variant installs from its own files, and passes its own checks and tests."""

import re
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from tests import interpreters, taken
from tests.contract.comparison import mismatches
from tests.findings import assert_none
from tests.fuzzing import wrong_answers
from tests.locks import LOCKS, faults, pins
from tests.newcomer import unfollowed
from tests.processes import environment
from tests.questions import is_refused
from tests.recipe import follow, instructions, unreadable_blocks
from tests.rendering import Renderer, is_yours
from tests.repository import git
from tests.suites import CHECKED, GROWING, REST, SUITES, Installed, Record, Suite
from tests.walk import has_curl
from tests.workflow import commands

pytestmark = pytest.mark.slow

_LIST_LIBRARIES = (
    "from importlib.metadata import packages_distributions as libraries;"
    "print(*libraries())"
)
# A server that stops gives requests half a minute.
_PATIENCE = 60
_UNFINISHED = b"""\
POST /api/v1/users HTTP/1.1
Host: 127.0.0.1
Content-Type: application/json
Content-Length: 2
Expect: 100-continue

""".replace(b"\n", b"\r\n")
# One of each backend, and between them both databases and both modes.
_FOLLOWED = {"sqlite-async-jwt", "postgresql-sync-session", "sqlite-sync-oidc"}
# The server for development is one of the libraries that only its owner installs.
(_WITHOUT_A_SERVER,) = (
    suite for suite in GROWING if suite.variant.chose("database", "sqlite")
)


@pytest.fixture(scope="session")
def home(request: pytest.FixtureRequest) -> Iterator[Path]:
    """Where projects are installed; kept to be looked at when one of them fell.

    Not under pytest's own folder: run as root, PostgreSQL is another user, and any
    other pytest that starts meanwhile closes that folder to others.
    """
    folder = Path(tempfile.mkdtemp(prefix="suites-"))
    yield folder
    if not request.session.testsfailed:
        shutil.rmtree(folder)


@pytest.fixture
def project(
    suite: Suite, render: Renderer, home: Path, record_property: Record
) -> Installed:
    """A project that is rendered and set up for this test alone."""
    folder = Path(tempfile.mkdtemp(dir=home)) / str(suite)
    render.own(folder, **suite.variant.answers)
    installed = Installed(suite, folder, record_property)
    with installed.step("setup"):
        installed.setup()
    return installed


_rest = [pytest.param(suite, marks=pytest.mark.rest) for suite in REST]


@pytest.mark.parametrize("suite", [*SUITES, *_rest], ids=str)
def test_a_variant_stands_on_its_own(
    suite: Suite, project: Installed, render: Renderer
) -> None:
    """Its steps are one test, since they need one project; a failure names the step."""
    with project.step("check"):
        project.run("make check")
    with project.step("test"):
        project.run(suite.tests)
    assert _made(project) == commands(project.folder)
    with project.step("contract"):
        assert_none(mismatches(suite, project.folder))
    if suite.version == interpreters.OWN:
        with project.step("fuzz"):
            assert_none(wrong_answers(suite, project.folder))
    followed = str(suite.variant) in _FOLLOWED and has_curl()
    if followed and suite.version == interpreters.OWN:
        with project.step("pages"):
            assert_none(unfollowed(project, render.variant(suite.variant)))
    assert_none(sorted(_free_names(project)))
    runs, works = ((project.folder / lock).read_text("utf-8") for lock in LOCKS)
    assert_none([*faults(runs), *faults(works)])
    assert pins(runs).items() < pins(works).items()


@pytest.mark.parametrize("suite", CHECKED, ids=str)
def test_a_variant_passes_its_checks_and_answers_like_the_others(
    suite: Suite, project: Installed
) -> None:
    with project.step("check"):
        project.run("make check")
    with project.step("contract"):
        assert_none(mismatches(suite, project.folder))


@pytest.mark.parametrize("suite", GROWING, ids=str)
def test_a_variant_grows_as_its_documentation_says(project: Installed) -> None:
    with project.step("recipe"), project.database():
        project.run("make migrate")
        *_, last = steps = instructions(project.folder)
        for instruction in steps:
            follow(instruction, project)

    assert last.text.endswith("make check test\n"), "the page ends with a proof"
    assert unreadable_blocks(project.folder) == 0
    changed = git(project.folder, "diff", "--name-only", "HEAD").splitlines()
    assert changed, "The documentation changed nothing"
    assert_none(path for path in changed if not is_yours(path))


@pytest.mark.parametrize("suite", [_WITHOUT_A_SERVER], ids=str)
def test_a_server_installs_what_runs_and_nothing_else(project: Installed) -> None:
    program = project.folder / ".venv/bin/my-service"
    with project.step("install"):
        project.run(f"make install PYTHON={interpreters.find(project.suite.version)}")
    assert not _libraries(project) & {"pytest", "mypy", "ruff", "uv"}

    project.run(f"{program} migrate && {program} check")
    with subprocess.Popen(
        [program, "serve", "--port", "0"],
        cwd=project.folder,
        env=environment(),
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as server:
        try:
            _stop_while_a_body_is_waited_for(server)
        finally:
            server.kill()


def _stop_while_a_body_is_waited_for(server: subprocess.Popen[str]) -> None:
    address = ("127.0.0.1", _port(server))
    with socket.create_connection(address, timeout=_PATIENCE) as unfinished:
        unfinished.sendall(_UNFINISHED)
        # The route is found, and the body wanted; it never comes.
        assert unfinished.recv(1024).startswith(b"HTTP/1.1 100 ")
        server.terminate()
        assert server.wait(_PATIENCE) == -signal.SIGTERM


def _port(server: subprocess.Popen[str]) -> int:
    """Where it listens, as soon as it does."""
    assert server.stderr is not None
    killer = Timer(_PATIENCE, server.kill)
    killer.start()
    try:
        for line in server.stderr:
            if match := re.search(r"running on http://127\.0\.0\.1:(\d+)", line):
                return int(match[1])
    finally:
        killer.cancel()
    pytest.fail("the server did not start")


def _made(project: Installed) -> list[str]:
    """The commands of make that were run so far; `coverage` is `test`, and measures."""
    made = re.findall(r"\bmake [a-z]+", "\n".join(project.lines))
    return ["make test" if one == "make coverage" else one for one in made]


def _free_names(project: Installed) -> set[str]:
    """Names of what is installed that a package could be given all the same."""
    names = taken.installed(project.folder)
    # A module, a command, a library that is imported by another name, and Python's.
    assert names > {"fastapi", "coverage", "pytest_xdist", "test"}
    return {name for name in names if not is_refused("package_name", name)}


def _libraries(project: Installed) -> set[str]:
    """The import names of what is installed."""
    project.run(f".venv/bin/python -I -c '{_LIST_LIBRARIES}' > .venv/libraries")
    libraries = set((project.folder / ".venv/libraries").read_text("utf-8").split())
    assert "fastapi" in libraries
    return libraries
