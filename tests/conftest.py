"""What all tests share: an isolated Copier, a snapshot of the template, renderings."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pytest_copie.plugin import Copie

from tests import quick_copier, summary
from tests.rendering import Renderer
from tests.repository import snapshot
from tests.shared import once

# Copier would mix a developer's own defaults into the answers.
os.environ["COPIER_SETTINGS_PATH"] = str(
    Path(__file__).with_name("copier_settings.yml")
)
# Run from a git hook, git would point every repository of the tests at this one.
for name in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[name]


@pytest.fixture(scope="session", autouse=True)
def _quick_copier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        quick_copier.hurry(patch, tmp_path_factory.mktemp("clones"))
        yield


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """The working tree, committed and tagged: what copies and updates start from."""
    return once(
        shared / "template", lambda: snapshot(tmp_path_factory.mktemp("snapshot"))
    )


@pytest.fixture(scope="session")
def render(copie_session: Copie, template: Path, shared: Path) -> Renderer:
    return Renderer(copie_session, template, shared=shared)


@pytest.fixture
def workshop() -> Iterator[Path]:
    """A folder that stays open to others: root's PostgreSQL runs as another user.

    Every run of pytest, also one inside a project, shuts the folder over `tmp_path`.
    """
    with TemporaryDirectory(prefix="gatehouse-") as folder:
        yield Path(folder)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    summary.write(terminalreporter)
