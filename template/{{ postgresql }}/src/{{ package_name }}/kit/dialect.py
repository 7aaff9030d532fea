"""Everything specific to PostgreSQL: engine options, migration lock, `insert`.

A reader is in autocommit mode, which saves two round trips per query, and PostgreSQL
itself refuses its writes: see `kit/connection_limits.py`.
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

from .config import DatabaseSettings, database
from .connection_limits import ConnectionLimits
from .pooler_config import pooler

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


def service_url(url: str, name: str = "DATABASE_URL") -> URL:
    """The URL with the driver of the service; exits if it is not for PostgreSQL."""
    try:
        parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError):
        raise SystemExit(f"{name} is not a URL.") from None
    if parsed.get_backend_name() != "postgresql":
        raise SystemExit(f"{name} must start with postgresql://.")
    if "@" in (parsed.host or ""):
        raise SystemExit(f"{name}: encode @ in the password as %40.")
    return parsed.set(drivername="postgresql+psycopg")


def writer_options(settings: DatabaseSettings) -> dict[str, Any]:
    return _options(settings, _limits(settings, read_only=False))


def reader_options(settings: DatabaseSettings) -> dict[str, Any]:
    return _options(settings, _limits(settings, read_only=True))


def _limits(settings: DatabaseSettings, *, read_only: bool) -> ConnectionLimits:
    return ConnectionLimits(int(settings.timeout * 1000), read_only)


def _options(settings: DatabaseSettings, limits: ConnectionLimits) -> dict[str, Any]:
    return {
        "pool_size": settings.pool_size,
        "max_overflow": 0,
        "pool_timeout": settings.timeout,
        "pool_recycle": 1800,
        # Errors are logged with their statement, whose parameters may be secret.
        "hide_parameters": True,
    } | limits.engine_options(
        connect_timeout=int(settings.timeout),
        # A server that vanishes from the network closes no connection.
        keepalives_idle=30,
        keepalives_interval=10,
        keepalives_count=3,
        tcp_user_timeout=int(settings.timeout * 1000),
    )


def prepare(writer: Engine, reader: Engine) -> None:
    """Hold both engines to their limits, and replace connections that were closed."""
    for engine in (writer, reader):
        event.listen(engine, "checkout", _replace_if_closed)
        _limits(database, read_only=engine is reader).enforce(engine)


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

    The server, the database in it or the password may arrive later than the service. A
    pooler that refuses our startup parameters will always do so.
    """
    refused = "unsupported startup parameter" in str(error.orig)
    return is_unavailable(error) and not refused


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

    The lock ends with the transaction, even if the process dies. If it is set,
    `DATABASE_MIGRATION_URL` takes the place of the URL.
    """
    # A pooler keeps prepared statements for whoever gets the connection next.
    unprepared = {"prepare_threshold": None} if pooler.pools_transactions else {}
    engine = create_engine(
        _migration_url(url), poolclass=NullPool, connect_args=unprepared
    )
    with engine.begin() as connection:
        connection.execute(
            text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK}
        )
        yield connection


def _migration_url(url: str) -> URL:
    if pooler.migration_url is None:
        return service_url(url)
    given = pooler.migration_url.get_secret_value()
    return service_url(given, "DATABASE_MIGRATION_URL")
