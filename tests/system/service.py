"""A variant that is rendered, installed, migrated and served for a browser."""

import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.calls import call
from tests.interpreters import OWN
from tests.processes import environment
from tests.suites import Installed, Suite
from tests.variants import Variant

_SECONDS_TO_START = 60


@dataclass(frozen=True)
class Service:
    """What runs on a port of this machine, and the file that it logs to."""

    port: int
    log: Path

    @property
    def url(self) -> str:
        """Where a browser finds it.

        To a browser every name under `localhost` is this machine, a secure context,
        and a site of its own.
        """
        return f"http://service.localhost:{self.port}"

    def call(
        self, method: str, path: str, body: object = None, token: str | None = None
    ) -> tuple[int, Any]:
        """Call the API without a browser."""
        return call(f"127.0.0.1:{self.port}", method, path, body, token)

    def probe(self, path: str) -> int:
        """The status of the answer to a GET, outside of the API too."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(connection) as probe:
            probe.request("GET", path)
            return probe.getresponse().status


class Serve(Protocol):
    """Serves a variant, named as in `tests/manifests/`, until the last test has run."""

    def __call__(self, name: str, **settings: str) -> Service: ...


def install(variant: Variant, folder: Path) -> Installed:
    """Set up the project that was rendered into the folder."""
    installed = Installed(Suite(variant, OWN), folder)
    installed.setup()
    return installed


@contextmanager
def serving(installed: Installed, settings: Mapping[str, str]) -> Iterator[Service]:
    """Serve the project as its operator would, with its log beside it."""
    with installed.database():
        installed.run("make migrate", settings)
        with running(installed, settings) as service:
            yield service


@contextmanager
def running(
    installed: Installed, settings: Mapping[str, str], until: str = "/health/ready"
) -> Iterator[Service]:
    """Serve it on whatever database there is, from when this path is answered 200."""
    port = free_port()
    service = Service(port, installed.folder.with_suffix(f".{port}.log"))
    command = [".venv/bin/my-service", "serve", "--port", str(port)]
    with (
        service.log.open("wb") as output,
        subprocess.Popen(
            command,
            cwd=installed.folder,
            env=environment(**{"PUBLIC_URL": service.url, **settings}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            _wait_for(until, process, service)
            yield service
        finally:
            process.terminate()
            try:
                process.wait(_SECONDS_TO_START)
            except subprocess.TimeoutExpired:
                process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(path: str, process: subprocess.Popen[bytes], service: Service) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError):
            if service.probe(path) == 200:
                return
        time.sleep(0.1)
    printed = service.log.read_text(encoding="utf-8")
    pytest.fail(f"The service did not start:\n{printed}", pytrace=False)
