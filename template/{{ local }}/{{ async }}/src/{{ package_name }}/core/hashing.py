"""Where passwords are hashed: off the event loop, a few at a time."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from .account_config import hashing

T = TypeVar("T")

_limiter = CapacityLimiter(hashing.concurrency)


async def run(function: Callable[..., T], *arguments: object) -> T:
    """Call the function in a thread; no more than the configured number run at once."""
    return await to_thread.run_sync(function, *arguments, limiter=_limiter)
