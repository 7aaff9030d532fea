"""More clients than an app has threads and connections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.outcome import Outcome, Row
from benchmarks.series import series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.rounds import Size, Target

CROWDS = (128, 256)


def measure(targets: Sequence[Target], size: Size) -> Outcome:
    """Measure `GET /users/me` of the projects, beside their own usual rate."""
    projects = [target for target in targets if target.app.reference]
    found = series(projects, (size.clients, *CROWDS), size)
    rows: list[Row] = []
    for (name, clients), samples in found.samples.items():
        own, usual = (name, clients), (name, size.clients)
        row: Row = {
            "app": name,
            "clients": clients,
            "req/s": round(found.median(*own, "rate")),
            "p99 ms": found.median(*own, "p99_ms"),
            f"to {size.clients} clients": round(found.ratio(own, usual), 2),
            "non-2xx": sum(s.result.not_2xx for s in samples),
            "errors": sum(s.result.errors for s in samples),
            "timeouts": sum(s.result.timeouts for s in samples),
            **found.trouble(*own),
        }
        rows.append(row)
    return Outcome("More clients", rows, found.raw())
