"""What system tests share: variants that are served, a browser, and what it shows."""

import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.rendering import Renderer
from tests.suites import Installed
from tests.system.browser import Browser, open_browser
from tests.system.containers import Engine, container_engine
from tests.system.issuer import Issuer, issuing
from tests.system.service import Serve, Service, install, serving
from tests.variants import VARIANTS


@pytest.fixture(scope="session")
def installed(render: Renderer) -> Iterator[Callable[[str], Installed]]:
    """Install variants, each once however many tests ask for it.

    Not under pytest's own folder: run as root, PostgreSQL is another user, and any
    other pytest that starts meanwhile closes that folder to others.
    """
    with TemporaryDirectory(prefix="served-") as home:

        @cache
        def installed(name: str) -> Installed:
            folder = Path(home) / name
            (variant,) = (one for one in VARIANTS if str(one) == name)
            render.own(folder, **variant.answers)
            return install(variant, folder)

        yield installed


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
