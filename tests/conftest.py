"""What all tests share: an isolated Copier, a snapshot of the template, renderings."""

import os
from pathlib import Path

import pytest
from pytest_copie.plugin import Copie

from tests import summary
from tests.rendering import Renderer
from tests.repository import snapshot

# Copier would mix a developer's own defaults into the answers.
os.environ["COPIER_SETTINGS_PATH"] = str(
    Path(__file__).with_name("copier_settings.yml")
)
# Run from a git hook, git would point every repository of the tests at this one.
for name in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[name]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working tree, committed and tagged: what copies and updates start from."""
    return snapshot(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def render(copie_session: Copie, template: Path) -> Renderer:
    return Renderer(copie_session, template)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    summary.write(terminalreporter)
