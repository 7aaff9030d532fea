"""Turns the measurements into tables, and into reasons to fail."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from .measure import cpu

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .apps import App
    from .measure import Series

Row = dict[str, Any]
BACKEND_GATES = {"session", "oidc"}


def profile_rows(apps: Sequence[App], series: Series, clients: int) -> list[Row]:
    """Return a row for each app: its own profile at the usual number of clients."""
    rows: list[Row] = []
    for app in apps:
        own = (app.name, clients)
        row: Row = {
            "app": app.name,
            "req/s": round(series.median(*own, "rate")),
            "p50 ms": series.median(*own, "p50_ms"),
            "p99 ms": series.median(*own, "p99_ms"),
            "CPU us/req": round(series.cpu_us(*own)),
            "reference": app.reference or "",
            "ratio": "",
            "failures": series.failures(*own),
            "first error": series.first_error(*own),
        }
        if app.reference is not None:
            row["ratio"] = round(series.ratio(own, (app.reference, clients)), 2)
        rows.append(row)
    return rows


def crowd_rows(series: Series, clients: int) -> list[Row]:
    """Return a row for each project and crowd: its rate beside the usual one."""
    rows: list[Row] = []
    for (name, crowd), samples in series.samples.items():
        own = (name, crowd)
        row: Row = {
            "app": name,
            "clients": crowd,
            "req/s": round(series.median(*own, "rate")),
            "p99 ms": series.median(*own, "p99_ms"),
            f"to {clients} clients": round(series.ratio(own, (name, clients)), 2),
            "non-2xx": sum(s.result.not_2xx for s in samples),
            "errors": sum(s.result.errors for s in samples),
            "timeouts": sum(s.result.timeouts for s in samples),
            "failures": series.failures(*own),
            "first error": series.first_error(*own),
        }
        rows.append(row)
    return rows


def beside_jwt(apps: Sequence[App]) -> list[tuple[App, App]]:
    """Return each project of another backend, and the first of jwt in its mode."""
    first = {app.reference: app for app in reversed(apps) if app.backend == "jwt"}
    return [
        (app, first[app.reference])
        for app in apps
        if app.backend in BACKEND_GATES and app.reference in first
    ]


def backend_rows(
    pairs: Sequence[tuple[App, App]], series: Series, clients: int
) -> list[Row]:
    """Return a row for each pair: the processor time of one beside the other's."""
    rows: list[Row] = []
    for app, jwt in pairs:
        own, other = (app.name, clients), (jwt.name, clients)
        row: Row = {
            "app": app.name,
            "backend": app.backend,
            "CPU us/req": round(series.cpu_us(*own)),
            "jwt": jwt.name,
            "its CPU us/req": round(series.cpu_us(*other)),
            "ratio": round(series.ratio(own, other, cpu), 2),
            "failures": series.failures(*own) + series.failures(*other),
            "first error": series.first_error(*own) or series.first_error(*other),
        }
        rows.append(row)
    return rows


def table(rows: Sequence[Row]) -> str:
    """Lay rows out in columns; a column that is empty in all of them is left out."""
    names = [name for name in rows[0] if any(row[name] != "" for row in rows)]
    lines = [names, *([str(row[name]) for name in names] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )


def complaints(
    profile: Sequence[Row],
    crowds: Sequence[Row],
    backends: Sequence[Row],
    gates: Mapping[str, float],
) -> list[str]:
    """Name what failed: any request at all, and every project that missed a gate."""
    found = [
        f"{row['app']}: {row['failures']} requests failed"
        + (f" at {row['clients']} clients" if "clients" in row else "")
        for row in (*profile, *crowds, *backends)
        if row["failures"]
    ]
    if "me" in gates:
        found += [
            f"{row['app']}: {row['ratio']} x {row['reference']}, "
            f"and the gate is {gates['me']}"
            for row in profile
            if row["reference"] and row["ratio"] < gates["me"]
        ]
    for backend in gates.keys() & BACKEND_GATES:
        rows = [row for row in backends if row["backend"] == backend]
        found += [
            f"{row['app']}: {row['ratio']} x the processor time of {row['jwt']}, "
            f"and the gate is {gates[backend]}"
            for row in rows
            if row["ratio"] > gates[backend]
        ]
        if not rows:
            found.append(f"no {backend} project beside a jwt project of its mode")
    return found


def raw(series: Series) -> list[Row]:
    """Return every single measurement, for a file."""
    return [
        {"app": name, "round": number, **asdict(sample)}
        for (name, _), samples in series.samples.items()
        for number, sample in enumerate(samples, start=1)
    ]
