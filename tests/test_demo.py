"""`make demo` on a fresh clone ends with a running service that enforces roles."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.calls import call
from tests.processes import environment, run
from tests.repository import git

pytestmark = pytest.mark.slow

_SECONDS = 300
_MEMBER = {"email": "member@example.com", "password": "Vexing7quilt"}


class Demo:
    """A running `make demo`: what it printed, and the service that it printed."""

    def __init__(self, clone: Path) -> None:
        self.log = clone.with_suffix(".log")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                ["make", "demo"],
                cwd=clone,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def printed(self, label: str) -> str:
        """Wait for a line `label   value` and return the value."""
        for _ in range(_SECONDS * 10):
            if found := re.search(rf"^ *{label} +(\S+)$", self.output, re.MULTILINE):
                return found[1]
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        return pytest.fail(f"`make demo` never printed {label}:\n{self.output}")

    def call(
        self, method: str, path: str, body: object = None, token: str | None = None
    ) -> tuple[int, Any]:
        """Send JSON to the API and return the status and the JSON of the answer."""
        address = urlsplit(self.printed("Service")).netloc
        return call(address, method, path, body, token)

    def log_in(self, email: str, password: str) -> str:
        login = {"email": email, "password": password}
        status, answer = self.call("POST", "/auth/login", login)
        assert status == 200, answer
        return str(answer["access_token"])

    def interrupt(self) -> None:
        """Press Ctrl-C: a terminal sends it to every process that it started."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(30)

    def is_running(self) -> bool:
        """Tell whether any process is left of all that `make demo` started."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> None:
        if self.is_running():
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(60)


@pytest.fixture(scope="module")
def clone(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What somebody has who cloned this repository a moment ago."""
    folder = tmp_path_factory.mktemp("fresh") / "clone"
    git(folder.parent, "clone", "--quiet", str(template), str(folder))
    return folder


@pytest.fixture
def demo(clone: Path) -> Iterator[Demo]:
    shutil.rmtree(clone / "demo", ignore_errors=True)
    demo = Demo(clone)
    yield demo
    demo.kill()


@pytest.fixture
def usual_port_is_busy() -> Iterator[None]:
    with socket.socket() as other:
        # Somebody else may have it already, which is just as well.
        with suppress(OSError):
            other.bind(("127.0.0.1", 8000))
            other.listen()
        yield


def test_a_role_lets_a_member_in_and_ctrl_c_leaves_nothing_running(demo: Demo) -> None:
    admin = demo.log_in(demo.printed("Admin"), demo.printed("Password"))
    status, member = demo.call("POST", "/users", _MEMBER)
    assert status == 201, member

    token = demo.log_in(**_MEMBER)
    status, refusal = demo.call("GET", "/users", token=token)
    assert status == 403, refusal
    roles = {"roles": ["user", "moderator"]}
    status, granted = demo.call("PUT", f"/users/{member['id']}/roles", roles, admin)
    assert status == 200, granted
    status, users = demo.call("GET", "/users", token=token)
    assert status == 200, users
    assert _MEMBER["email"] in {user["email"] for user in users}

    assert demo.output.count(demo.printed("Password")) == 2, "the table and the example"
    demo.interrupt()
    assert not demo.is_running()
    assert "Traceback" not in demo.output


@pytest.mark.usefixtures("usual_port_is_busy")
def test_a_terminated_demo_stops_its_service_on_whatever_port(demo: Demo) -> None:
    url = urlsplit(demo.printed("Service"))
    assert url.port != 8000
    demo.process.terminate()
    demo.process.wait(30)

    for _ in range(100):
        if not demo.is_running():
            break
        time.sleep(0.1)
    assert not demo.is_running()
    with pytest.raises(ConnectionRefusedError):
        HTTPConnection(url.netloc).connect()


def test_a_folder_that_holds_something_is_refused_in_one_sentence(clone: Path) -> None:
    precious = clone / "precious" / "file.txt"
    precious.parent.mkdir()
    precious.write_text("mine", encoding="utf-8")

    finished = run(["make", "demo", "DEST=precious"], clone, _SECONDS)

    assert finished.code != 0
    assert f"{precious.parent} is not empty" in finished.output
    assert "Traceback" not in finished.output
    assert list(precious.parent.iterdir()) == [precious]
