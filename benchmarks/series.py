"""Rounds of closed-loop load, and the figures that they give."""

from __future__ import annotations

import statistics
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, NamedTuple

from .apps import App
from .rounds import Size, Target, in_turn, median
from .sending import send_load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .load import LoadResult
    from .outcome import Row
    from .request import Request

WARM_UP_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One measurement of one server."""

    result: LoadResult
    cpu_us: float
    """Processor time of the worker for one answered request, in microseconds."""
    failures: int
    """Requests without a 2xx, those of the warm-up included."""

    def __str__(self) -> str:
        """Return what progress shows."""
        return f"{self.result.rate:.0f} req/s, {self.failures} failures"


def rate(sample: Sample) -> float:
    """Return how many requests were answered in a second."""
    return sample.result.rate


def cpu(sample: Sample) -> float:
    """Return the worker's processor time for one of them, in microseconds."""
    return sample.cpu_us


class Crowd(NamedTuple):
    """So many clients of one server."""

    target: Target
    clients: int

    def __str__(self) -> str:
        """Return what progress is reported of."""
        return f"{self.target}, {self.clients} clients"


@dataclass(slots=True)
class Series:
    """What the rounds gave in their order, by app and number of clients."""

    samples: Mapping[tuple[str, int], list[Sample]]

    def median(self, name: str, clients: int, figure: str) -> float:
        """Return the median over the rounds of a figure of `LoadResult`."""
        samples = self.samples[name, clients]
        return round(median(samples, lambda s: float(getattr(s.result, figure))), 1)

    def cpu_us(self, name: str, clients: int) -> float:
        """Return the median over the rounds of the processor time for one request."""
        return median(self.samples[name, clients], cpu)

    def ratio(
        self,
        above: tuple[str, int],
        below: tuple[str, int],
        figure: Callable[[Sample], float] = rate,
    ) -> float:
        """Return the median of the ratios of two figures, one ratio for each round."""
        pairs = zip(self.samples[above], self.samples[below], strict=True)
        return statistics.median(
            figure(a) / figure(b) if figure(b) else 0.0 for a, b in pairs
        )

    def trouble(self, name: str, clients: int) -> Row:
        """Return the columns that tell whether the others mean anything."""
        samples = self.samples[name, clients]
        errors = (s.result.first_error for s in samples)
        return {
            "sender": max(s.result.cpu_share for s in samples),
            "failures": sum(s.failures for s in samples),
            "first error": next(filter(None, errors), ""),
        }

    def raw(self) -> list[Row]:
        """Return every single measurement, for a file."""
        return [
            {"app": name, "round": number, **asdict(sample)}
            for (name, _), samples in self.samples.items()
            for number, sample in enumerate(samples, start=1)
        ]


def take(target: Target, request: Request, clients: int, seconds: float) -> Sample:
    """Warm up, then measure."""
    warm_up = send_load(request, clients, WARM_UP_SECONDS)
    before = target.server.cpu_seconds()
    result = send_load(request, clients, seconds)
    spent = target.server.cpu_seconds() - before
    return Sample(
        result,
        cpu_us=spent * 1e6 / result.answers if result.answers else 0.0,
        failures=warm_up.failures + result.failures,
    )


def series(
    targets: Iterable[Target],
    levels: Iterable[int],
    size: Size,
    ask: Callable[[App, str], Request] = App.own_account,
) -> Series:
    """Take every target at every number of clients, round after round."""

    def sample(crowd: Crowd) -> Sample:
        # Each time anew: who is logged in does not stay so for the whole run.
        request = ask(crowd.target.app, crowd.target.server.url)
        return take(crowd.target, request, crowd.clients, size.seconds)

    levels = tuple(dict.fromkeys(levels))
    crowds = [Crowd(target, clients) for target in targets for clients in levels]
    taken = in_turn(crowds, size.rounds, sample)
    return Series({(c.target.app.name, c.clients): s for c, s in taken.items()})
