"""A place in the queue for requests that hash a password."""

from collections.abc import AsyncGenerator

from anyio import CapacityLimiter
from fastapi import Depends

from ..core.account_config import hashing
from ..core.exceptions import OverloadedError

_slots = CapacityLimiter(hashing.concurrency)


async def take_slot() -> AsyncGenerator[None]:
    """Wait for a turn, holding neither a thread nor a connection meanwhile.

    Raises OverloadedError when too many are waiting already.
    """
    if _slots.statistics().tasks_waiting >= hashing.queue:
        raise OverloadedError
    async with _slots:
        yield


# On every route that hashes: `dependencies=[Hashing]`.
Hashing = Depends(take_slot, scope="function")
