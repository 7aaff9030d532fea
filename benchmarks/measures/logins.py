"""Logins, as a share of what the machine's cores could hash."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.outcome import Gated, Outcome, Row
from benchmarks.rounds import in_turn, median, raw
from benchmarks.series import Sample, take

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.request import Request
    from benchmarks.rounds import Size, Target

CLIENTS = 16
CORES = len(os.sched_getaffinity(0))


@dataclass(frozen=True, slots=True)
class Logins:
    """Logins of one round, and what one hash costs in the same minute."""

    sample: Sample
    hash_seconds: float
    """Processor time of one verified password."""

    def limit(self) -> float:
        """Return how many passwords a second all cores could verify."""
        return CORES / self.hash_seconds

    def share(self) -> float:
        """Return how much of that became logins."""
        return self.sample.result.rate / self.limit()

    def __str__(self) -> str:
        """Return what progress shows."""
        return f"{self.sample}, {self.share():.2f} of {self.limit():.0f}"


def requests(targets: Sequence[Target]) -> dict[Target, Request]:
    """Return what logs in, for those that have logins."""
    found = {t: t.app.logins(t.server.url, CLIENTS) for t in targets}
    return {target: request for target, request in found.items() if request}


def measure(targets: Sequence[Target], size: Size) -> Outcome:
    """Measure the logins of all projects that have them."""
    sent = requests(targets)

    def logins(target: Target) -> Logins:
        seconds = target.app.password_work()
        if seconds is None:
            message = f"{target} has logins, and no password to verify"
            raise RuntimeError(message)
        return Logins(take(target, sent[target], CLIENTS, size.seconds), seconds)

    taken = in_turn(sent, size.rounds, logins)
    rows = [row(target.app.name, samples) for target, samples in taken.items()]
    return Outcome(
        f"Logins, {CLIENTS} clients, {CORES} cores",
        rows,
        raw(taken),
        [Gated("logins", r["app"], r["share"], "of the limit") for r in rows],
        "limit/s: what all cores could verify in a second, if they did nothing else",
    )


def row(name: str, samples: Sequence[Logins]) -> Row:
    """Return the medians of one app."""
    loads = [s.sample.result for s in samples]
    return {
        "app": name,
        "logins/s": round(median(loads, lambda r: r.rate), 1),
        "p50 ms": round(median(loads, lambda r: r.p50_ms), 1),
        "p99 ms": round(median(loads, lambda r: r.p99_ms), 1),
        "CPU ms/login": round(median(samples, lambda s: s.sample.cpu_us / 1e3), 1),
        "hash CPU ms": round(median(samples, lambda s: s.hash_seconds * 1e3), 1),
        "limit/s": round(median(samples, Logins.limit)),
        "share": round(median(samples, Logins.share), 2),
        "sender": max(r.cpu_share for r in loads),
        "failures": sum(s.sample.failures for s in samples),
        "first error": next((r.first_error for r in loads if r.first_error), ""),
    }
