"""Measures servers in turn, so that a busy minute of the machine hits all alike."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .apps import REPOSITORY, App
from .load import LoadResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .servers import Server

WARM_UP_SECONDS = 1.0
TIMEOUT_SECONDS = 10.0
CROWDS = (128, 256)
# Of what two backends are compared by.
CPU_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Target:
    """An app and the server that runs it."""

    app: App
    server: Server


@dataclass(frozen=True, slots=True)
class Sample:
    """One measurement of one server."""

    result: LoadResult
    cpu_us: float
    """Processor time of the worker for one answered request, in microseconds."""
    failures: int
    """Requests without a 2xx, those of the warm-up included."""


def rate(sample: Sample) -> float:
    """Return how many requests were answered in a second."""
    return sample.result.rate


def cpu(sample: Sample) -> float:
    """Return the worker's processor time for one of them, in microseconds."""
    return sample.cpu_us


@dataclass(slots=True)
class Series:
    """What the rounds gave in their order, by app and number of clients."""

    samples: dict[tuple[str, int], list[Sample]] = field(default_factory=dict)

    def median(self, name: str, clients: int, figure: str) -> float:
        """Return the median over the rounds of a figure of `LoadResult`."""
        samples = self.samples[name, clients]
        values = [float(getattr(s.result, figure)) for s in samples]
        return round(statistics.median(values), 1)

    def cpu_us(self, name: str, clients: int) -> float:
        """Return the median over the rounds of the processor time for one request."""
        return statistics.median(map(cpu, self.samples[name, clients]))

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

    def failures(self, name: str, clients: int) -> int:
        """Return the requests without a 2xx in all rounds."""
        return sum(sample.failures for sample in self.samples[name, clients])

    def first_error(self, name: str, clients: int) -> str:
        """Return the first broken connection's message, or nothing."""
        messages = (s.result.first_error for s in self.samples[name, clients])
        return next(filter(None, messages), "")


def send_load(target: Target, clients: int, seconds: float) -> LoadResult:
    """Send load from a process of its own, which shares no interpreter with ours."""
    url = target.server.url
    command = [sys.executable, "-m", "benchmarks.load", "--url", url + target.app.me]
    command += ["--header", target.app.header(url)]
    command += ["--clients", str(clients), "--seconds", str(seconds)]
    command += ["--timeout", str(TIMEOUT_SECONDS)]
    done = subprocess.run(  # noqa: S603
        command,
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        check=True,
        timeout=seconds + TIMEOUT_SECONDS + 60,
    )
    return LoadResult(**json.loads(done.stdout))


def sample(target: Target, clients: int, seconds: float) -> Sample:
    """Warm up, then measure."""
    warm_up = send_load(target, clients, WARM_UP_SECONDS)
    before = target.server.cpu_seconds()
    result = send_load(target, clients, seconds)
    spent = target.server.cpu_seconds() - before
    return Sample(
        result,
        cpu_us=spent * 1e6 / result.answers if result.answers else 0.0,
        failures=warm_up.failures + result.failures,
    )


def measure(
    targets: Iterable[Target], levels: Iterable[int], rounds: int, seconds: float
) -> Series:
    """Take every target at every number of clients, round after round."""
    series = Series()
    plan = [
        (target, clients) for target in targets for clients in dict.fromkeys(levels)
    ]
    for number in range(1, rounds + 1):
        for target, clients in plan:
            taken = sample(target, clients, seconds)
            series.samples.setdefault((target.app.name, clients), []).append(taken)
            print(
                f"round {number}/{rounds}  {target.app.name}, {clients} clients: "
                f"{taken.result.rate:.0f} req/s, {taken.failures} failures",
                flush=True,
            )
    return series
