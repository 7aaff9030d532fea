"""What a measure found: a table, and what of it a gate can refuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Row = dict[str, Any]
# Part of a core from which on a sender may have been slower than the server.
BUSY = 0.8


@dataclass(frozen=True, slots=True)
class Gate:
    """A kind of limit that `--gate` can set."""

    measure: str
    """The measure that it belongs to."""
    least: bool
    """Whether it is the least ratio; otherwise it is the largest."""

    def holds(self, ratio: float, limit: float) -> bool:
        """Tell whether the ratio is on the right side of the limit, or on it."""
        return ratio >= limit if self.least else ratio <= limit


GATES = {
    "me": Gate("me", least=True),
    "list": Gate("list", least=True),
    "logins": Gate("logins", least=True),
    "session": Gate("backends", least=False),
    "oidc": Gate("backends", least=False),
}


@dataclass(frozen=True, slots=True)
class Gated:
    """A ratio that a gate can refuse."""

    gate: str
    app: str
    ratio: float
    of: str
    """What it is the ratio to, with a sign or a word before it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that a measure found.

    In each row stand at least `app`, `failures` and `first error`.
    """

    title: str
    rows: Sequence[Row]
    samples: Sequence[Row]
    gated: Sequence[Gated] = ()
    note: str = ""

    def __str__(self) -> str:
        """Return what people read."""
        if not self.rows:
            return f"\n{self.title}: nothing to measure"
        lines = ["", self.title, table(self.rows), self.note]
        return "\n".join(lines).rstrip("\n")


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
    outcomes: Mapping[str, Outcome], limits: Mapping[str, float]
) -> list[str]:
    """Name what failed: any request at all, and every project that missed a gate."""
    found = [
        f"{measure}: {complaint}"
        for measure, outcome in outcomes.items()
        for row in outcome.rows
        for complaint in troubles(row)
    ]
    gated = [one for outcome in outcomes.values() for one in outcome.gated]
    for gate, limit in limits.items():
        found += missed(gate, limit, [one for one in gated if one.gate == gate])
    return found


def troubles(row: Row) -> Iterable[str]:
    """Say of one row what makes its figures worthless."""
    who = f"{row['app']}, {row['clients']} clients" if "clients" in row else row["app"]
    if row["failures"]:
        yield f"{who}: {row['failures']} requests failed"
    if row.get("sender", 0.0) > BUSY:
        yield f"{who}: the sender was busy for {row['sender']} of the time"


def missed(gate: str, limit: float, gated: Sequence[Gated]) -> list[str]:
    """Say who is on the wrong side of a limit, or that there is nobody it is for."""
    if not gated:
        return [f"gate {gate}: none of these projects is measured for it"]
    return [
        f"gate {gate}: {one.app} has {one.ratio} {one.of}, and the gate is {limit}"
        for one in gated
        if not GATES[gate].holds(one.ratio, limit)
    ]
