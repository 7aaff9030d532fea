"""A service that is told to stop finishes what it has begun, and nothing else."""

import json
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.factories.account import PASSWORD
from tests.support.ports import free_port
from tests.support.processes import PATIENCE, started

BODY = json.dumps({"email": "ann@example.com", "password": PASSWORD}).encode()
HEAD = f"""\
POST /api/v1/users HTTP/1.1
Host: 127.0.0.1
Content-Type: application/json
Content-Length: {len(BODY)}
Expect: 100-continue

""".replace("\n", "\r\n").encode()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def server(port: int, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The service, set so that jobs beside the requests could keep it from ending."""
    file = tmp_path / ".env"
    file.write_text("MAIL_HOTS=mail.example\n", encoding="utf-8")
    settings = {
        "ENV_FILE": str(file),
        "MAIL_DISPATCH": "inline",
        "MAIL_POLL_SECONDS": "600",
        "MAIL_TIMEOUT": "600",
    }
    with started("serve", "--port", str(port), **settings) as server:
        yield server


@pytest.mark.processes
@pytest.mark.usefixtures("user")
def test_requests_in_flight_are_answered(
    server: subprocess.Popen[str],
    port: int,
) -> None:
    with closing(connect(port)) as connection:
        connection.sendall(HEAD)
        # The route is found, and the body wanted.
        asked = connection.recv(1024)
        server.send_signal(signal.SIGTERM)
        wait_for_refusal(port)
        connection.sendall(BODY)
        answer = connection.recv(65_536)

    _, logged = server.communicate(timeout=PATIENCE)
    assert asked.startswith(b"HTTP/1.1 100 ")
    assert answer.startswith(b"HTTP/1.1 201 ")
    assert server.returncode == -signal.SIGTERM
    assert "Traceback" not in logged
    assert logged.count("Did you mean MAIL_HOST?") == 1


def connect(port: int) -> socket.socket:
    """Connect as soon as the service listens; it has as long as any process."""
    for _ in range(PATIENCE * 10):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        except ConnectionRefusedError:
            time.sleep(0.1)
    pytest.fail("the service did not begin to listen")


def wait_for_refusal(port: int) -> None:
    """Return when nobody can connect any more; it has as long."""
    for _ in range(PATIENCE * 10):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE).close()
        except ConnectionRefusedError:
            return
        except ConnectionResetError:
            # It was waiting to be taken when the service ceased to listen.
            continue
        time.sleep(0.1)
    pytest.fail("the service went on listening")
