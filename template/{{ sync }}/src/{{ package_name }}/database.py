"""The only way to a connection, and the only commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import TypeVar, TypeVarTuple

from sqlalchemy import Connection, create_engine
from sqlalchemy.orm import Session, sessionmaker

from . import dialect
from .core import config

__all__ = [
    "Connection",
    "Session",
    "dispose",
    "fetch",
    "reader",
    "reading",
    "run",
    "transaction",
    "writer",
]

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_url = dialect.service_url(config.database.url.get_secret_value())

writer = create_engine(_url, **dialect.writer_options(config.database))
reader = create_engine(_url, **dialect.reader_options(config.database))
dialect.prepare(writer, reader)

# A session that is used after its block says so, and does not begin anew.
_writing = sessionmaker(writer, expire_on_commit=False, close_resets_only=False)
_reading = sessionmaker(reader, expire_on_commit=False, close_resets_only=False)

_holders: set[int] = set()


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit at the end of the block, or not at all."""
    with _one_connection(), _writing.begin() as session:
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """Read without a transaction; this connection cannot write."""
    with _one_connection(), _reading() as session:
        yield session


@contextmanager
def _one_connection() -> Iterator[None]:
    """Refuse a thread a second connection: with many such threads, all would wait."""
    thread = get_ident()
    if thread in _holders:
        raise RuntimeError(
            "A block with a connection is open already. End it first, or pass its "
            "session on."
        )
    _holders.add(thread)
    try:
        yield
    finally:
        _holders.discard(thread)


def fetch(query: Callable[[Connection, *Ts], T], *arguments: *Ts) -> T:
    """Call a function with a reading connection and these arguments.

    For the query that every request makes: cheaper than opening a session.
    """
    with _one_connection(), reader.connect() as connection:
        return query(connection, *arguments)


def dispose() -> None:
    """Close the pooled connections; the engines stay usable and open new ones."""
    writer.dispose()
    reader.dispose()


def run(use_case: Callable[[*Ts], T], *arguments: *Ts) -> T:
    """Run a use case outside the server, as commands do, and close the pools."""
    try:
        return use_case(*arguments)
    finally:
        dispose()
