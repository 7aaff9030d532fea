"""Where passwords are hashed: a few at a time."""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import TypeVar

from .account_config import hashing

T = TypeVar("T")

_slots = BoundedSemaphore(hashing.concurrency)


def run(function: Callable[..., T], *arguments: object) -> T:
    """Call the function; no more than the configured number run at once."""
    with _slots:
        return function(*arguments)
