"""The only way to a connection, and the only commit."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from typing import Literal, NamedTuple, TypeVar, TypeVarTuple

from sqlalchemy import Connection
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlalchemy.ext.asyncio import AsyncSession as Session
from sqlalchemy.util import greenlet_spawn

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
_new_session = async_sessionmaker(expire_on_commit=False, close_resets_only=False)
_holders: set[asyncio.Task[object] | None] = set()


class Engines(NamedTuple):
    writer: AsyncEngine
    reader: AsyncEngine


@cache
def engines() -> Engines:
    """The two engines, made when they are first used."""
    url = dialect.service_url(database.url.get_secret_value())
    writer = create_async_engine(url, **dialect.writer_options(database))
    reader = create_async_engine(url, **dialect.reader_options(database))
    dialect.prepare(writer.sync_engine, reader.sync_engine)
    return Engines(writer, reader)


@cache
def _turns(_engine: Literal["writer", "reader"]) -> asyncio.Semaphore:
    """Whose turn it is: requests that arrive late can overtake others at a pool."""
    return asyncio.Semaphore(database.pool_size)


@asynccontextmanager
async def transaction() -> AsyncIterator[Session]:
    """Commit at the end of the block, or not at all."""
    async with _one_connection(_turns("writer")):
        async with _new_session(bind=engines().writer) as session, session.begin():
            yield session


@asynccontextmanager
async def reading() -> AsyncIterator[Session]:
    """Read without a transaction; this connection cannot write."""
    async with _one_connection(_turns("reader")):
        async with _new_session(bind=engines().reader) as session:
            yield session


@asynccontextmanager
async def _one_connection(free: asyncio.Semaphore) -> AsyncIterator[None]:
    """Wait until one is free, and refuse a task a second one.

    With many tasks that wait for a second one, all would wait.
    """
    task = asyncio.current_task()
    if task in _holders:
        raise RuntimeError(
            "A block with a connection is open already. End it first, or pass its "
            "session on."
        )
    if free.locked():
        await _wait(free)
    else:
        await free.acquire()
    _holders.add(task)
    try:
        yield
    finally:
        _holders.discard(task)
        free.release()


async def _wait(free: asyncio.Semaphore) -> None:
    try:
        async with asyncio.timeout(database.timeout):
            await free.acquire()
    except TimeoutError:
        raise PoolTimeoutError("All connections are in use.") from None


async def fetch(query: Callable[[Connection, *Ts], T], *arguments: *Ts) -> T:
    """Call a plain function with a reading connection and these arguments.

    For the query that every request makes: half the cost of a session, since all of it
    is one switch to the greenlet from which SQLAlchemy awaits its driver.
    """

    def call() -> T:
        with engines().reader.sync_engine.connect() as connection:
            return query(connection, *arguments)

    async with _one_connection(_turns("reader")):
        return await greenlet_spawn(call)


async def dispose() -> None:
    """Close the pooled connections; the engines stay usable and open new ones."""
    for engine in engines():
        await engine.dispose()


def run(use_case: Callable[[*Ts], Awaitable[T]], *arguments: *Ts) -> T:
    """Run a use case outside the server, as commands do, and close the pools."""

    async def call() -> T:
        try:
            return await use_case(*arguments)
        except Exception:
            # A driver with threads may still call back into this loop.
            await asyncio.sleep(0.05)
            raise
        finally:
            await dispose()

    return asyncio.run(call())
