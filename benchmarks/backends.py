"""How a project's users come to be and show who they are, by its auth backend."""

from __future__ import annotations

import http.client
import json
import subprocess
import time
from abc import ABC, abstractmethod
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from .apps import BEARER, EMAIL, LOGIN_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import ExitStack
    from pathlib import Path

PASSWORD = "Measured-4-times-over"  # noqa: S105
# Run by a project's own Python: the issuer of its tests, until the input ends. The
# token grants a role, since the query of a request has to look for those.
ISSUER = """
import json, sys, time
from tests.support.issuer import AUDIENCE, ISSUER

claims = {"roles": ["staff"], "exp": int(time.time()) + 86_400}
print(json.dumps({
    "OIDC_ISSUER": ISSUER.url,
    "OIDC_AUDIENCE": AUDIENCE,
    "OIDC_ROLES_CLAIM": "roles",
    "OIDC_ROLE_MAP": "staff=moderator",
    "token": ISSUER.sign(claims),
}), flush=True)
sys.stdin.read()
"""


class Backend(ABC):
    """What the projects of one answer of `auth_backend` have in common."""

    def begin(self, folder: Path, python: Path, stack: ExitStack) -> dict[str, str]:  # noqa: ARG002
        """Start what the service needs beside it; return what it has to be told."""
        return {}

    @abstractmethod
    def register(self, url: str) -> None:
        """Make the first user."""

    @abstractmethod
    def header(self, url: str) -> str:
        """Return the header that names the first user, for some minutes more."""


class Local(Backend):
    """A password is registered, and logged in with."""

    def __init__(self) -> None:
        """Begin logged out."""
        self.logged_in: tuple[str, float] | None = None

    def register(self, url: str) -> None:
        """Register."""
        ask("POST", f"{url}/api/v1/users", payload=credentials())

    def header(self, url: str) -> str:
        """Log in, again only if the last time is long ago: logins are throttled."""
        now = time.monotonic()
        if self.logged_in is None or now - self.logged_in[1] > LOGIN_SECONDS:
            headers, body = ask(
                "POST", f"{url}/api/v1/auth/login", payload=credentials()
            )
            self.logged_in = (self.shown(headers, body), now)
        return self.logged_in[0]

    @abstractmethod
    def shown(self, headers: http.client.HTTPMessage, body: dict[str, Any]) -> str:
        """Return the header that the answer to a login makes."""


class Jwt(Local):
    """The login answers with an access token."""

    def shown(self, headers: http.client.HTTPMessage, body: dict[str, Any]) -> str:  # noqa: ARG002
        """Take the token of the body."""
        return BEARER + str(body["access_token"])


class Session(Local):
    """The login answers with a cookie."""

    def shown(self, headers: http.client.HTTPMessage, body: dict[str, Any]) -> str:  # noqa: ARG002
        """Take the pair of the cookie, without what only browsers heed."""
        return "Cookie: " + headers["Set-Cookie"].partition(";")[0]


class Oidc(Backend):
    """An issuer signs a token, and the first request with it opens the account."""

    def begin(self, folder: Path, python: Path, stack: ExitStack) -> dict[str, str]:
        """Run the issuer of the project's tests."""
        variables = stack.enter_context(issuer(folder, python))
        self.token = variables.pop("token")
        return variables

    def register(self, url: str) -> None:
        """Ask for the account."""
        name, _, value = self.header(url).partition(": ")
        ask("GET", f"{url}/api/v1/users/me", headers={name: value})

    def header(self, url: str) -> str:  # noqa: ARG002
        """Show the token, which lives for a day."""
        return BEARER + self.token


BACKENDS: dict[str, type[Backend]] = {"jwt": Jwt, "session": Session, "oidc": Oidc}


@contextmanager
def issuer(folder: Path, python: Path) -> Iterator[dict[str, str]]:
    """Run an issuer; the block is given a token of it, and the service's settings."""
    process = subprocess.Popen(  # noqa: S603
        [str(python), "-c", ISSUER],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    # Its input ends with the block, and the issuer with its input.
    with process:
        yield json.loads(cast("IO[str]", process.stdout).readline())


def credentials() -> dict[str, str]:
    """Return what the first user registers and logs in with."""
    return {"email": EMAIL, "password": PASSWORD}


def ask(
    method: str,
    url: str,
    *,
    payload: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[http.client.HTTPMessage, dict[str, Any]]:
    """Return headers and JSON of a 2xx answer, else raise RuntimeError."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.request(
            method,
            parts.path,
            None if payload is None else json.dumps(payload),
            {"Content-Type": "application/json"} | (headers or {}),
        )
        response = connection.getresponse()
        body = response.read().decode()
    finally:
        connection.close()
    if response.status not in range(200, 300):
        message = f"{method} {parts.path} answered {response.status}: {body[:500]}"
        raise RuntimeError(message)
    return response.headers, json.loads(body)
