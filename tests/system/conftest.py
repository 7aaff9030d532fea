"""What system tests share: variants that are served, a browser, and what it shows."""

import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from tests.rendering import Renderer
from tests.suites import Installed
from tests.system.browser import Browser, open_browser
from tests.system.containers import Engine, container_engine
from tests.system.issuer import Issuer, issuing
from tests.system.service import Serve, Service, install, serving
from tests.variants import VARIANTS


@pytest.fixture(scope="session")
def installed(
    render: Renderer, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Installed]:
    """Install variants, each once however many tests ask for it."""

    @cache
    def installed(name: str) -> Installed:
        folder = tmp_path_factory.mktemp("served") / name
        (variant,) = (one for one in VARIANTS if str(one) == name)
        render.own(folder, **variant.answers)
        return install(variant, folder)

    return installed


@pytest.fixture(scope="session")
def serve(installed: Callable[[str], Installed]) -> Iterator[Serve]:
    """Serve variants, each once however many tests ask for it."""
    with ExitStack() as stack:

        @cache
        def serve(name: str, **settings: str) -> Service:
            return stack.enter_context(serving(installed(name), settings))

        yield serve


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    with container_engine() as engine:
        yield engine


@pytest.fixture(scope="session")
def issuer() -> Iterator[Issuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Beside a failure, say where a picture of what the browser showed is."""
    report = yield
    browser = item.funcargs.get("browser")
    if report.when == "call" and report.failed and isinstance(browser, Browser):
        picture = Path(tempfile.mkdtemp(prefix="browser-")) / "page.png"
        browser.save_screenshot(str(picture))
        report.sections.append(("Screenshot", str(picture)))
    return report
