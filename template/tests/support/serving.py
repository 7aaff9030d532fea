"""The service as it is deployed: in processes of its own, killed at the end."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import httpx2
import pytest

from tests.support.client import Client
from tests.support.ports import answers, free_port
from tests.support.processes import COMMAND, PATIENCE

T = TypeVar("T")


class Service:
    """What answers at a port. Each call is a connection of its own."""

    def __init__(self, port: int, server: subprocess.Popen[bytes]) -> None:
        self._server = server
        self.root = f"http://127.0.0.1:{port}/api/v1"
        never_kept = httpx2.Limits(max_keepalive_connections=0)
        self._network = httpx2.Client(limits=never_kept, timeout=PATIENCE)

    def call(
        self, client: Client, method: str, path: str, body: object = None
    ) -> httpx2.Response:
        """Send over the network what this client of the tests would send."""
        url = f"{self.root}{path}"
        return self._network.send(client.build_request(method, url, json=body))

    def stop(self) -> None:
        """Let it end what it does, as an operator would."""
        self._server.terminate()
        self._server.wait(60)

    def kill(self) -> None:
        """Kill the process that was started, and no other."""
        self._server.kill()
        self._server.wait(60)


@contextmanager
def serving(
    log: Path, settings: dict[str, str] | None = None, workers: int = 1
) -> Iterator[Service]:
    """Serve while the block lasts; then all processes are killed at once."""
    port = free_port()
    variables = {"DATABASE_TIMEOUT": "30", "LOG_LEVEL": "debug"}
    with log.open("wb") as file:
        server = subprocess.Popen(  # noqa: S603 - our own command
            [COMMAND, "serve", "--workers", str(workers), "--port", str(port)],
            env=os.environ | variables | (settings or {}),
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        wait_for(log, workers, port)
        yield Service(port, server)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait(60)


def wait_for(log: Path, workers: int, port: int) -> None:
    """Return when all of them have started; they have as long as any process."""
    for _ in range(PATIENCE * 10):
        started = log.read_text("utf-8").count("Application startup complete")
        # Each says so before it listens; one that is replaced, twice.
        if started >= workers and answers(port):
            return
        time.sleep(0.1)
    pytest.fail(log.read_text("utf-8"))


def at_once(call: Callable[[int], T], times: int) -> list[T]:
    """The results of that many calls from threads; each is given its number."""
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(call, range(times)))
