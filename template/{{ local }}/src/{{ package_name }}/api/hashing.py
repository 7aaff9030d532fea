"""Queues requests that hash a password."""

from collections.abc import AsyncGenerator

from anyio import CapacityLimiter
from fastapi import Depends

from ..core.account_config import hashing
from ..kit.errors import OverloadedError

_slots = CapacityLimiter(hashing.concurrency)


async def take_slot() -> AsyncGenerator[None]:
    """Wait for a slot, without holding a thread or a connection.

    Raises OverloadedError if too many requests are already waiting.
    """
    if _slots.statistics().tasks_waiting >= hashing.queue:
        raise OverloadedError
    async with _slots:
        yield


# On every route that hashes: `dependencies=[Hashing]`.
Hashing = Depends(take_slot, scope="function")
