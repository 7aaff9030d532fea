"""Requests for one thing, each app beside its reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.outcome import Gated, Outcome, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.rounds import Target
    from benchmarks.series import Series


def beside_references(
    gate: str, title: str, targets: Sequence[Target], series: Series, clients: int
) -> Outcome:
    """Return a row for each app, with the ratio of its rate to its reference's."""
    rows: list[Row] = []
    gated: list[Gated] = []
    for app in (target.app for target in targets):
        own = (app.name, clients)
        row: Row = {
            "app": app.name,
            "req/s": round(series.median(*own, "rate")),
            "p50 ms": series.median(*own, "p50_ms"),
            "p99 ms": series.median(*own, "p99_ms"),
            "CPU us/req": round(series.cpu_us(*own)),
            "reference": app.reference or "",
            "ratio": "",
            **series.trouble(*own),
        }
        if app.reference is not None:
            row["ratio"] = round(series.ratio(own, (app.reference, clients)), 2)
            gated.append(Gated(gate, app.name, row["ratio"], f"x {app.reference}"))
        rows.append(row)
    return Outcome(f"{title}, {clients} clients", rows, series.raw(), gated)
