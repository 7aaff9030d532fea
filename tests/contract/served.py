"""A variant that is served on a new database, both as its own tests set them up."""

import json
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.contract.step import Answer
from tests.processes import environment

_SECONDS_TO_START = 120
# A mail on the console: to whom, and the token in it.
_MAIL = re.compile(
    r"^To: (\S+)$(?:(?!^To: ).)*?#token=(\S+)\s", re.MULTILINE | re.DOTALL
)

# One process of the project's own: it starts the database, and does the commands in
# turn. Each of them would otherwise be imported anew. The last one serves, until it
# is interrupted.
_HOST = """
import json, os, sys
from tests.support import database, environment
given = json.loads(sys.argv[1])
os.environ |= given["settings"]
if given["people"]:
    from tests.support.issuer import ISSUER, ec_key
    keys = {"ours": None, "another": ec_key("another")}
    print(json.dumps({
        name: ISSUER.sign(claims, header, keys[key])
        for name, (claims, header, key) in given["people"].items()
    }), flush=True)
from my_service.cli.main import app
with database.empty_database():
    for command in given["commands"]:
        app(command, standalone_mode=False)
"""


@dataclass(frozen=True)
class Plan:
    """What a variant needs before the script can begin."""

    commands: Sequence[Sequence[str]]
    settings: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, tuple[object, object, str]] = field(default_factory=dict)
    """Whom the identity provider gives a token: claims, header, and which key."""


@dataclass(frozen=True)
class Served:
    """Where it is served, and what it prints."""

    port: int
    output: Path

    @property
    def log(self) -> str:
        return self.output.read_text("utf-8")

    def send(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, names, answer.read().decode())

    def token(self, address: str, number: int) -> str:
        """The token in that mail to the address; it has a minute to go out."""
        for _ in range(1200):
            mails = _MAIL.findall(self.log)
            tokens = [token for recipient, token in mails if recipient == address]
            if len(tokens) >= number:
                return str(tokens[number - 1])
            time.sleep(0.05)
        return "no mail"

    def tokens(self) -> dict[str, str]:
        """What the identity provider gave out, by whom it is for."""
        first, _, _ = self.log.partition("\n")
        return dict(json.loads(first))


@contextmanager
def serving(project: Path, plan: Plan) -> Iterator[Served]:
    """Serve the project while the block lasts."""
    port = free_port()
    serve = ["serve", "--port", str(port)]
    told = {
        "settings": plan.settings,
        "people": plan.people,
        "commands": [["migrate"], *plan.commands, serve],
    }
    with TemporaryDirectory() as folder:
        served = Served(port, Path(folder) / "output")
        with (
            served.output.open("wb") as output,
            subprocess.Popen(
                [".venv/bin/python", "-c", _HOST, json.dumps(told)],
                cwd=project,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            ) as process,
        ):
            try:
                wait_until_ready(process, served)
                yield served
            except OSError as error:
                pytest.fail(f"{error}:\n{served.log}", pytrace=False)
            finally:
                process.send_signal(signal.SIGINT)
                _wait_until_gone(process)


def _wait_until_gone(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_SECONDS_TO_START)
    except subprocess.TimeoutExpired:
        process.kill()
        pytest.fail("The service does not stop", pytrace=False)


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])


def wait_until_ready(process: subprocess.Popen[bytes], served: Served) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError):
            if served.send("GET", "/health/ready", None, {}).status == HTTPStatus.OK:
                return
        time.sleep(0.05)
    pytest.fail(f"The service did not start:\n{served.log}", pytrace=False)
