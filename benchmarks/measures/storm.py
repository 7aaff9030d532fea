"""What a storm of logins does to somebody who only reads their account."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.outcome import Outcome, Row
from benchmarks.rounds import in_turn, median, raw
from benchmarks.sending import load_result, send_probe, sending_load

from . import logins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.load import LoadResult
    from benchmarks.probe import ProbeResult
    from benchmarks.request import Request
    from benchmarks.rounds import Size, Target

EVERY_SECONDS = 0.02
# By which the storm begins before the probe, and ends after it.
LEAD_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Storm:
    """A probe without a storm, one within, and the storm."""

    alone: ProbeResult
    within: ProbeResult
    storm: LoadResult

    @property
    def failures(self) -> int:
        """Requests of all three without a 2xx."""
        return self.alone.failures + self.within.failures + self.storm.failures

    @property
    def first_error(self) -> str:
        """The first message of any of them, or nothing."""
        results = (self.alone, self.within, self.storm)
        return next((r.first_error for r in results if r.first_error), "")

    def __str__(self) -> str:
        """Return what progress shows."""
        return (
            f"p99 {self.within.p99_ms:.0f} ms, {self.alone.p99_ms:.0f} ms alone; "
            f"{self.within.unanswered} unanswered, {self.failures} failures"
        )


def measure(targets: Sequence[Target], size: Size) -> Outcome:
    """Probe all projects that have logins, without and within a storm of those."""
    sent = logins.requests(targets)

    def storm(target: Target) -> Storm:
        return weather(target, sent[target], size.seconds)

    taken = in_turn(sent, size.rounds, storm)
    return Outcome(
        f"A probe every {EVERY_SECONDS * 1e3:.0f} ms while {logins.CLIENTS} log in",
        [row(target.app.name, samples) for target, samples in taken.items()],
        raw(taken),
    )


def weather(target: Target, request: Request, seconds: float) -> Storm:
    """Probe in the calm, and then in the storm."""
    probe = target.app.own_account(target.server.url)
    alone = send_probe(probe, EVERY_SECONDS, seconds)
    duration = seconds + 2 * LEAD_SECONDS
    with sending_load(request, logins.CLIENTS, duration) as process:
        time.sleep(LEAD_SECONDS)
        within = send_probe(probe, EVERY_SECONDS, seconds)
        return Storm(alone, within, load_result(process))


def row(name: str, samples: Sequence[Storm]) -> Row:
    """Return medians of one app, but the worst of what must not be."""
    return {
        "app": name,
        "alone p50": round(median(samples, lambda s: s.alone.p50_ms), 1),
        "p99 ms": round(median(samples, lambda s: s.alone.p99_ms), 1),
        "in the storm p50": round(median(samples, lambda s: s.within.p50_ms), 1),
        "its p99 ms": round(median(samples, lambda s: s.within.p99_ms), 1),
        "its max ms": round(max(s.within.max_ms for s in samples), 1),
        "unanswered": sum(s.alone.unanswered + s.within.unanswered for s in samples),
        "logins/s": round(median(samples, lambda s: s.storm.rate), 1),
        "sender": max(max(s.within.cpu_share, s.storm.cpu_share) for s in samples),
        "failures": sum(s.failures for s in samples),
        "first error": next((s.first_error for s in samples if s.first_error), ""),
    }
