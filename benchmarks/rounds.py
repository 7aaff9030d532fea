"""Takes things in turn, so that a busy minute of the machine hits all alike."""

from __future__ import annotations

import statistics
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from .apps import App
    from .outcome import Row
    from .servers import Server

Key = TypeVar("Key", bound="Hashable")
Taken = TypeVar("Taken")


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    rounds: int
    seconds: float
    """Of one measurement."""
    clients: int
    """As many as send at once, where a measure has no number of its own."""


@dataclass(frozen=True, slots=True)
class Target:
    """An app and the server that runs it."""

    app: App
    server: Server

    def __str__(self) -> str:
        """Return what progress is reported of."""
        return self.app.name


def in_turn(
    keys: Iterable[Key], rounds: int, take: Callable[[Key], Taken]
) -> dict[Key, list[Taken]]:
    """Take one of each key, round after round, and print each."""
    found: dict[Key, list[Taken]] = {key: [] for key in keys}
    for number in range(1, rounds + 1):
        for key, taken in found.items():
            taken.append(take(key))
            print(f"round {number}/{rounds}  {key}: {taken[-1]}", flush=True)
    return found


def median(samples: Sequence[Taken], figure: Callable[[Taken], float]) -> float:
    """Return the median over the rounds of a figure."""
    return statistics.median(map(figure, samples))


def raw(taken: Mapping[Target, Sequence[Any]]) -> list[Row]:
    """Return every single measurement, for a file; each is a data class."""
    return [
        {"app": str(target), "round": number, **asdict(one)}
        for target, samples in taken.items()
        for number, one in enumerate(samples, start=1)
    ]
