"""Where the tests have their database: one on a server, for each worker.

`TEST_DATABASE_URL` names the server. Without it a private one is started: a real
PostgreSQL out of a Python package, which is stopped when the tests are over.
"""

import atexit
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Timer

from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

VARIABLE = "TEST_DATABASE_URL"
SPOILS_A_COMMIT = ["SELECT pg_terminate_backend(pg_backend_pid())"]
"""What makes the end of a transaction fail: its connection is cut before."""
REVERSES_READS: list[str] = []
"""Nothing is needed: a row that was updated comes last, unless the query orders it."""

_PATIENCE = 120
"""Seconds that a private server has to start."""


@cache
def url(name: str = "main") -> str:
    """The URL of a database of this worker; nothing is created yet.

    The name of the database in TEST_DATABASE_URL must say that it is for tests. It is
    not used itself: its name is the beginning of theirs.
    """
    given = make_url(os.environ.get(VARIABLE) or _start_server())
    if "test" not in (given.database or ""):
        raise SystemExit(
            f"{VARIABLE} names the database {given.database!r}. Tests delete what they "
            "find, so its name must contain the word test."
        )
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:8]
    mine = given.set(database=f"{given.database}_{run}_{worker}_{name}")
    return mine.render_as_string(hide_password=False)


@contextmanager
def empty_database(name: str = "main") -> Iterator[None]:
    """Let there be a database at that URL, and no longer when the block ends."""
    mine = make_url(url(name))
    with _administrator(mine) as connection:
        connection.execute(text(f'CREATE DATABASE "{mine.database}"'))
    try:
        yield
    finally:
        with _administrator(mine) as connection:
            connection.execute(text(f'DROP DATABASE "{mine.database}" WITH (FORCE)'))


def hang_up() -> None:
    """Let the server close all connections to the database, as one that restarts."""
    mine = make_url(url())
    # False for a connection that has been closed meanwhile, by a job for instance.
    query = text(
        "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity "
        "WHERE datname = :name"
    )
    with _administrator(mine) as connection:
        closed = connection.execute(query, {"name": mine.database}).scalars().all()
    assert any(closed)


@contextmanager
def _administrator(mine: URL) -> Iterator[Connection]:
    engine = create_engine(
        mine.set(drivername="postgresql+psycopg", database="postgres"),
        isolation_level="AUTOCOMMIT",
        poolclass=NullPool,
    )
    with engine.connect() as connection:
        yield connection


def _start_server() -> str:
    """Start a server that ends with this process; the workers of xdist use it too."""
    script = Path(__file__).with_name("private_server.py")
    server = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    killer = Timer(_PATIENCE, server.kill)
    killer.start()
    answer = server.stdout.readline().strip()
    killer.cancel()
    if not answer:
        raise SystemExit(f"No PostgreSQL could be started; set {VARIABLE} to use one.")
    os.environ[VARIABLE] = answer
    # It ends with its standard input, and is waited for.
    atexit.register(server.communicate)
    return answer
