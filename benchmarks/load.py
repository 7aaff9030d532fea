"""A closed-loop HTTP/1.1 load: N clients, each sending when its last was answered.

Run it in a process of its own: `python -m benchmarks.load --help`. It prints one JSON
object. Answers are read by their Content-Length only.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from time import perf_counter

import uvloop

from .ask import OK
from .client import Client, Job, Tally
from .request import Request, add_arguments

SWEEP_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What one load saw.

    `rate` counts the answers that came in time; the other figures also those that came
    after the end, and latencies also the age of the requests that timed out.
    """

    clients: int
    seconds: float
    answers: int
    rate: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    statuses: dict[str, int]
    not_2xx: int
    errors: int
    timeouts: int
    first_error: str
    cpu_share: float
    """Part of a core that the load itself used: near 1, the server was not measured."""

    @property
    def failures(self) -> int:
        """Requests that did not end in a 2xx, for whatever reason."""
        return self.not_2xx + self.errors + self.timeouts


def percentile(ordered: list[float], share: float) -> float:
    """Return the nearest-rank percentile in milliseconds, 0 where nothing came back."""
    if not ordered:
        return 0.0
    rank = min(int(share * len(ordered)), len(ordered) - 1)
    return round(ordered[rank] * 1e3, 2)


async def load(
    request: Request, clients: int, seconds: float, patience: float
) -> LoadResult:
    """Send for `seconds`, then wait for what is still open, `patience` at most."""
    messages = islice(cycle(request.messages()), clients)
    began, cpu_began = perf_counter(), time.process_time()
    job = Job(*request.address(), began + seconds)
    tally = Tally()
    crowd = [Client(job, tally, message) for message in messages]
    for client in crowd:
        client.connect()
    # One sweep over all clients is far cheaper than a timer for each request.
    while perf_counter() < job.ends or any(c.sent_at is not None for c in crowd):
        await asyncio.sleep(SWEEP_SECONDS)
        now = perf_counter()
        for client in crowd:
            client.expire(now, patience)
    elapsed = perf_counter() - began
    for client in crowd:
        client.close()
    ordered = sorted(tally.latencies)
    return LoadResult(
        clients=clients,
        seconds=seconds,
        answers=tally.statuses.total(),
        rate=round(tally.in_time / seconds, 2),
        p50_ms=percentile(ordered, 0.50),
        p99_ms=percentile(ordered, 0.99),
        max_ms=percentile(ordered, 1.0),
        statuses={str(code): n for code, n in sorted(tally.statuses.items())},
        not_2xx=sum(n for code, n in tally.statuses.items() if code not in OK),
        errors=tally.errors,
        timeouts=tally.timeouts,
        first_error=tally.first_error,
        cpu_share=round((time.process_time() - cpu_began) / elapsed, 3),
    )


def main() -> None:
    """Read the command line, send the load, print what it saw."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    parser.add_argument("--clients", type=int, default=32)
    args = parser.parse_args()
    request = Request.of(args)
    result = uvloop.run(load(request, args.clients, args.seconds, args.timeout))
    json.dump(asdict(result), sys.stdout)


if __name__ == "__main__":
    main()
