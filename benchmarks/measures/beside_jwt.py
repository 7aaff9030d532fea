"""Other auth backends beside jwt, by the processor time of a request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.outcome import Gated, Outcome, Row
from benchmarks.series import cpu, series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.apps import App
    from benchmarks.rounds import Size, Target

OTHERS = ("session", "oidc")
# Of what two backends are compared by.
ROUNDS = 10


def measure(targets: Sequence[Target], size: Size) -> Outcome:
    """Measure `GET /users/me` of the projects that have a counterpart."""
    pairs = beside_jwt([target.app for target in targets])
    paired = [target for target in targets if any(target.app in p for p in pairs)]
    size = replace(size, rounds=max(size.rounds, ROUNDS))
    found = series(paired, [size.clients], size)
    rows: list[Row] = []
    gated: list[Gated] = []
    for app, jwt in pairs:
        own, other = (app.name, size.clients), (jwt.name, size.clients)
        trouble, others = found.trouble(*own), found.trouble(*other)
        row: Row = {
            "app": app.name,
            "backend": app.backend,
            "CPU us/req": round(found.cpu_us(*own)),
            "jwt": jwt.name,
            "its CPU us/req": round(found.cpu_us(*other)),
            "ratio": round(found.ratio(own, other, cpu), 2),
            "sender": max(trouble["sender"], others["sender"]),
            "failures": trouble["failures"] + others["failures"],
            "first error": trouble["first error"] or others["first error"],
        }
        rows.append(row)
        of = f"x the processor time of {jwt.name}"
        gated.append(Gated(str(app.backend), app.name, row["ratio"], of))
    return Outcome("Backends beside jwt", rows, found.raw(), gated)


def beside_jwt(apps: Sequence[App]) -> list[tuple[App, App]]:
    """Return each project of another backend, and the first of jwt in its mode."""
    first = {app.reference: app for app in reversed(apps) if app.backend == "jwt"}
    return [
        (app, first[app.reference])
        for app in apps
        if app.backend in OTHERS and app.reference in first
    ]
