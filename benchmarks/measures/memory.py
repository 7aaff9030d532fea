"""A fresh server: how soon it answers, and how much memory it takes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.ask import ask
from benchmarks.outcome import Outcome, Row
from benchmarks.rounds import in_turn, median, raw
from benchmarks.sending import send_load
from benchmarks.servers import free_port, running

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.load import LoadResult
    from benchmarks.rounds import Size, Target


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a server."""

    seconds: float
    """From the start of the process to its first 200, which is the caller's account."""
    idle_mb: float
    loaded_mb: float
    load: LoadResult

    def __str__(self) -> str:
        """Return what progress shows."""
        return (
            f"{self.seconds:.2f} s, {self.idle_mb:.0f} MB, "
            f"{self.loaded_mb:.0f} MB after load, {self.load.failures} failures"
        )


def measure(targets: Sequence[Target], size: Size) -> Outcome:
    """Start each app again, beside the server that runs already."""

    def start(target: Target) -> Start:
        return fresh(target, size)

    taken = in_turn(targets, size.rounds, start)
    return Outcome(
        f"A fresh worker, {size.clients} clients",
        [row(target.app.name, samples) for target, samples in taken.items()],
        raw(taken),
    )


def fresh(target: Target, size: Size) -> Start:
    """Start a server, ask it once, and then send load."""
    app, port = target.app, free_port()
    # Whoever is logged in at one worker is so at the other.
    header = app.header(target.server.url)
    log = target.server.log.with_suffix(".fresh.log")
    began = time.perf_counter()
    with running(app.command(port), port, app.folder, app.environment, log) as server:
        ask("GET", f"{server.url}{app.users}/me", header=header)
        seconds = time.perf_counter() - began
        idle = server.resident_mb()
        load = send_load(app.own_account(server.url), size.clients, size.seconds)
        return Start(seconds, idle, server.resident_mb(), load)


def row(name: str, samples: Sequence[Start]) -> Row:
    """Return the medians of one app."""
    loads = [sample.load for sample in samples]
    return {
        "app": name,
        "first 200 s": round(median(samples, lambda s: s.seconds), 2),
        "idle MB": round(median(samples, lambda s: s.idle_mb)),
        "after load MB": round(median(samples, lambda s: s.loaded_mb)),
        "failures": sum(load.failures for load in loads),
        "first error": next((r.first_error for r in loads if r.first_error), ""),
    }
