"""The only way to a connection, and the only commit."""

from collections.abc import Callable
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

# `with transaction() as session:` commits at the end of the block, or not at all.
transaction = sessionmaker(writer, expire_on_commit=False).begin

# `with reading() as session:` has no transaction to end, and cannot write.
reading = sessionmaker(reader, expire_on_commit=False)


def fetch(query: Callable[[Connection, *Ts], T], *arguments: *Ts) -> T:
    """Call a function with a reading connection and these arguments.

    For the query that every request makes: cheaper than opening a session.
    """
    with reader.connect() as connection:
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
