"""Hashes passwords off the event loop, and limits how many at once."""

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from anyio import CapacityLimiter, to_thread

from .account_config import hashing

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_limiter = CapacityLimiter(hashing.concurrency)


async def run(function: Callable[[*Ts], T], *arguments: *Ts) -> T:
    """Call the function in a thread; at most HASHING_CONCURRENCY calls run at once."""
    return await to_thread.run_sync(function, *arguments, limiter=_limiter)
