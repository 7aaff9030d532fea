"""Everything specific to PostgreSQL: engine options, migration lock, `insert`.

A reader is in autocommit mode, which saves two round trips per query, and PostgreSQL
itself refuses its writes.
"""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import URL
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    DisconnectionError,
    OperationalError,
)
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from .core.config import DatabaseSettings

__all__ = [
    "EXAMPLE_URL",
    "insert",
    "is_missing_table",
    "is_unavailable",
    "may_recover",
    "migrating",
    "prepare",
    "reader_options",
    "service_url",
    "writer_options",
]

# None in `.env.example`: `make db` writes the URL to `.env`.
EXAMPLE_URL = ""
_MIGRATION_LOCK = 7_265_811


def service_url(url: str) -> URL:
    """The URL with the driver of the service; exits if it is not for PostgreSQL."""
    try:
        parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError):
        raise SystemExit("DATABASE_URL is not a URL.") from None
    if parsed.get_backend_name() != "postgresql":
        raise SystemExit("DATABASE_URL must start with postgresql://.")
    if "@" in (parsed.host or ""):
        raise SystemExit("DATABASE_URL: encode @ in the password as %40.")
    return parsed.set(drivername="postgresql+psycopg")


def writer_options(settings: DatabaseSettings) -> dict[str, Any]:
    limit = f"{int(settings.timeout * 1000)}ms"
    return {
        "pool_size": settings.pool_size,
        "max_overflow": 0,
        "pool_timeout": settings.timeout,
        "pool_recycle": 1800,
        "connect_args": {
            "connect_timeout": int(settings.timeout),
            "options": f"-c lock_timeout={limit} -c statement_timeout={limit}",
            # A server that vanishes from the network closes no connection.
            "keepalives_idle": 30,
            "keepalives_interval": 10,
            "keepalives_count": 3,
            "tcp_user_timeout": int(settings.timeout * 1000),
        },
        # Errors are logged with their statement, whose parameters may be secret.
        "hide_parameters": True,
    }


def reader_options(settings: DatabaseSettings) -> dict[str, Any]:
    options = writer_options(settings)
    options["connect_args"]["options"] += " -c default_transaction_read_only=on"
    return options | {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}


def prepare(writer: Engine, reader: Engine) -> None:
    """Let both engines notice when the server has closed their connections."""
    for engine in (writer, reader):
        event.listen(engine, "checkout", _replace_if_closed)


def is_unavailable(error: DBAPIError) -> bool:
    """Whether the database is unavailable, as opposed to rejecting a statement.

    Class 08 is a lost connection, 40 a lost race with another transaction, 53 a lack of
    resources, 57 an operator intervention, 55P03 a lock timeout, and 25006 a server
    that has become read-only.
    """
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return isinstance(error, OperationalError)
    return state in {"25006", "55P03"} or str(state)[:2] in {"08", "40", "53", "57"}


def is_missing_table(error: DBAPIError) -> bool:
    """Whether a statement names a table that does not exist."""
    return getattr(error.orig, "sqlstate", None) == "42P01"


def may_recover(error: DBAPIError) -> bool:
    """Whether a service that starts now may wait for the database.

    The server, the database in it or the password may arrive later than the service.
    """
    return is_unavailable(error)


def _replace_if_closed(
    _connection: object, entry: ConnectionPoolEntry, _proxy: object
) -> None:
    """Have the pool open another connection instead of one that has been closed.

    To a connection that is idle, a server sends nothing but its end. Looking for that
    takes microseconds, and `pool_pre_ping` a round trip.
    """
    connection: Any = entry.driver_connection
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        raise DisconnectionError


@contextmanager
def migrating(url: str) -> Iterator[Connection]:
    """A connection for migrations: one transaction that locks other migrations out.

    The lock ends with the transaction, even if the process dies.
    """
    engine = create_engine(service_url(url), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(
            text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK}
        )
        yield connection
