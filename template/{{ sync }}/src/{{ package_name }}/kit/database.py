"""The only way to a connection, and the only commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import get_ident
from typing import NamedTuple, TypeVar, TypeVarTuple

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.orm import Session, sessionmaker

from . import dialect
from .config import database

__all__ = [
    "Connection",
    "Session",
    "dispose",
    "engines",
    "fetch",
    "reading",
    "run",
    "transaction",
]

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

# A session that is used after its block says so, and does not begin anew.
_new_session = sessionmaker(expire_on_commit=False, close_resets_only=False)
_holders: set[int] = set()


class Engines(NamedTuple):
    writer: Engine
    reader: Engine


@cache
def engines() -> Engines:
    """The two engines, made when they are first used."""
    url = dialect.service_url(database.url.get_secret_value())
    writer = create_engine(url, **dialect.writer_options(database))
    reader = create_engine(url, **dialect.reader_options(database))
    dialect.prepare(writer, reader)
    return Engines(writer, reader)


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit at the end of the block, or not at all."""
    with (
        _one_connection(),
        _new_session(bind=engines().writer) as session,
        session.begin(),
    ):
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """Read without a transaction; this connection cannot write."""
    with _one_connection(), _new_session(bind=engines().reader) as session:
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
    with _one_connection(), engines().reader.connect() as connection:
        return query(connection, *arguments)


def dispose() -> None:
    """Close the pooled connections; the engines stay usable and open new ones."""
    for engine in engines():
        engine.dispose()


def run(use_case: Callable[[*Ts], T], *arguments: *Ts) -> T:
    """Run a use case outside the server, as commands do, and close the pools."""
    try:
        return use_case(*arguments)
    finally:
        dispose()
