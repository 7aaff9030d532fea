"""What can be measured, and the references, which need no project."""

from __future__ import annotations

import os
import sys
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

import jwt
from sqlalchemy import NullPool, create_engine, make_url
from sqlalchemy.orm import Session

from .fill import fill_users
from .references.users import Base, User
from .request import Request
from .servers import start_command

if TYPE_CHECKING:
    from contextlib import ExitStack

REPOSITORY = Path(__file__).resolve().parent.parent
EMAIL = "first@example.com"
BEARER = "Authorization: Bearer "
# Access tokens of a project live for 15 minutes, and a long run is longer.
LOGIN_SECONDS = 600
# Users on a page.
PAGE = 50


class App(ABC):
    """Something that serves the caller's own account, and pages of all accounts."""

    users: str
    """The path of the list of users; `/me` below it is the caller's own account."""
    folder: Path
    """Where its commands run."""
    reference: str | None
    """The name of the app that its rate is divided by."""
    backend: str | None
    """How its users log in, where that is a choice."""

    def __init__(self, name: str, database_url: str, secret: str) -> None:
        """Take what the environment will tell the app."""
        self.name = name
        self.database_url = database_url
        self.secret = secret
        self.environment = os.environ | {
            "DATABASE_URL": database_url,
            "SECRET_KEY": secret,
            "ENVIRONMENT": "development",
            "LOG_FORMAT": "json",
        }

    @abstractmethod
    def prepare(self, stack: ExitStack) -> None:
        """Make the schema, and start what is needed beside; the stack stops it."""

    @abstractmethod
    def command(self, port: int) -> list[str]:
        """Return what starts the server."""

    @abstractmethod
    def populate(self, url: str) -> None:
        """Make the users, through the server at `url` where it has a route for that."""

    @abstractmethod
    def header(self, url: str) -> str:
        """Return the header that names an ordinary user, for some minutes more."""

    @abstractmethod
    def reader(self, url: str) -> str:
        """Return the header of somebody who may list users, for some minutes more."""

    def logins(self, url: str, clients: int) -> Request | None:  # noqa: ARG002
        """Return logins to one account for each client, where there are logins."""
        return None

    def password_work(self) -> float | None:
        """Return the processor seconds of one verified password, measured now."""
        return None

    def own_account(self, url: str) -> Request:
        """Return what reads the caller's own account."""
        return Request(f"{url}{self.users}/me", self.header(url))

    def page(self, url: str) -> Request:
        """Return what reads the first page of all accounts."""
        return Request(f"{url}{self.users}?limit={PAGE}", self.reader(url))


class Reference(App):
    """An app of `benchmarks.references`, run by this Python."""

    users = "/users"
    folder = REPOSITORY
    reference = None
    backend = None

    def prepare(self, stack: ExitStack) -> None:  # noqa: ARG002
        """Create the table."""
        with self.connect() as session:
            Base.metadata.create_all(session.connection())
            session.commit()

    def command(self, port: int) -> list[str]:
        """Start the module of the same name."""
        target = f"benchmarks.references.{self.name.lower()}:app"
        return start_command([sys.executable, "-m", "uvicorn"], target, port)

    def populate(self, url: str) -> None:  # noqa: ARG002
        """Insert the first user; a reference has no registration."""
        with self.connect() as session:
            session.add(User(email=EMAIL, hashed_password="none", age=30))  # noqa: S106
            session.commit()
        fill_users(self.database_url)

    def header(self, url: str) -> str:  # noqa: ARG002
        """Sign a token; a reference has no login."""
        claims = {"sub": "1", "exp": int(time.time()) + 2 * LOGIN_SECONDS}
        return BEARER + jwt.encode(claims, self.secret, algorithm="HS256")

    def reader(self, url: str) -> str:
        """Anybody may."""
        return self.header(url)

    def connect(self) -> Session:
        """Open a session of the runner's own."""
        url = make_url(self.database_url).set(drivername="postgresql+psycopg")
        return Session(create_engine(url, poolclass=NullPool))
