"""How a project's users come to be and show who they are, by its auth backend."""

from __future__ import annotations

import json
import subprocess
import time
from abc import ABC, abstractmethod
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, cast

from .apps import BEARER, EMAIL, LOGIN_SECONDS
from .ask import ask
from .fill import email_of, password_hash
from .request import Request

if TYPE_CHECKING:
    import http.client
    from collections.abc import Iterator
    from contextlib import ExitStack
    from pathlib import Path

PASSWORD = "Measured-4-times-over"  # noqa: S105
ADMIN = "admin@example.com"
# More than anybody can try in a run.
UNTHROTTLED = "999999/900"
VERIFICATIONS = 20
# Run by a project's own Python, with its own library, on a hash that it has stored:
# the hash names its parameters. What is imported is not timed.
VERIFY = """
import sys, time
from passlib.context import CryptContext

context = CryptContext(["argon2", "bcrypt"])
password, stored, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
assert context.verify(password, stored)
began = time.process_time()
for _ in range(times):
    context.verify(password, stored)
print((time.process_time() - began) / times)
"""
# Run by a project's own Python: the issuer of its tests, until the input ends. The
# token grants a role, since the query of a request has to look for those; it may list
# users.
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

    commands: tuple[tuple[str, ...], ...] = ()
    """What the project's program is told after the migrations."""

    def begin(self, folder: Path, python: Path, stack: ExitStack) -> dict[str, str]:  # noqa: ARG002
        """Start what the service needs beside it; return what it has to be told."""
        return {}

    @abstractmethod
    def register(self, url: str) -> None:
        """Make the first user."""

    @abstractmethod
    def header(self, url: str) -> str:
        """Return the header that names an ordinary user, for some minutes more."""

    @abstractmethod
    def reader(self, url: str) -> str:
        """Return the header of somebody who may list users, for some minutes more."""

    def logins(self, url: str, clients: int) -> Request | None:  # noqa: ARG002
        """Return logins to one account for each client, where there are logins."""
        return None

    def password_work(self, python: Path, database_url: str) -> float | None:  # noqa: ARG002
        """Return the processor seconds of one verified password, measured now."""
        return None


class Local(Backend):
    """A password is registered, and logged in with."""

    commands = (("create-admin", "--email", ADMIN),)

    def __init__(self) -> None:
        """Begin with nobody logged in."""
        self.logged_in: dict[str, tuple[str, float]] = {}

    def begin(self, folder: Path, python: Path, stack: ExitStack) -> dict[str, str]:  # noqa: ARG002
        """Name the administrator's password, and let logins be measured."""
        limits = ("LOGIN", "LOGIN_SOURCE", "LOGIN_ACCOUNT")
        unthrottled = {f"THROTTLE_{limit}": UNTHROTTLED for limit in limits}
        return {"ADMIN_PASSWORD": PASSWORD, **unthrottled}

    def register(self, url: str) -> None:
        """Register."""
        ask("POST", f"{url}/api/v1/users", payload=credentials(EMAIL))

    def header(self, url: str) -> str:
        """Log in as who has registered, and has no more rights than anybody."""
        return self.login(url, EMAIL)

    def reader(self, url: str) -> str:
        """Log in as the administrator."""
        return self.login(url, ADMIN)

    def login(self, url: str, email: str) -> str:
        """Log in, again only if the last time is long ago."""
        now = time.monotonic()
        header, since = self.logged_in.get(email, ("", 0.0))
        if not header or now - since > LOGIN_SECONDS:
            payload = credentials(email)
            headers, body = ask("POST", f"{url}/api/v1/auth/login", payload=payload)
            header = self.shown(headers, body)
            self.logged_in[email] = (header, now)
        return header

    def logins(self, url: str, clients: int) -> Request | None:
        """Log in to the accounts that were copied, with the password of the first."""
        emails = [email_of(number) for number in range(100, 100 + clients)]
        bodies = tuple(json.dumps(credentials(email)) for email in emails)
        return Request(f"{url}/api/v1/auth/login", bodies=bodies)

    def password_work(self, python: Path, database_url: str) -> float | None:
        """Verify a stored hash with the project's own library."""
        stored = password_hash(database_url)
        command = [str(python), "-c", VERIFY, PASSWORD, stored, str(VERIFICATIONS)]
        done = subprocess.run(  # noqa: S603
            command, stdout=subprocess.PIPE, text=True, check=True
        )
        return float(done.stdout)

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
        ask("GET", f"{url}/api/v1/users/me", header=self.header(url))

    def header(self, url: str) -> str:  # noqa: ARG002
        """Show the token, which lives for a day."""
        return BEARER + self.token

    def reader(self, url: str) -> str:
        """Show the same: its role is that of a moderator."""
        return self.header(url)


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


def credentials(email: str) -> dict[str, str]:
    """Return what a user registers and logs in with."""
    return {"email": email, "password": PASSWORD}
