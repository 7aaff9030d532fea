"""Limits how many passwords are hashed at once."""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import TypeVar, TypeVarTuple

from .account_config import hashing

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_slots = BoundedSemaphore(hashing.concurrency)


def run(function: Callable[[*Ts], T], *arguments: *Ts) -> T:
    """Call the function; at most HASHING_CONCURRENCY calls run at once."""
    with _slots:
        return function(*arguments)
