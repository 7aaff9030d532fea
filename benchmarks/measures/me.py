"""The caller's own account: what every request costs before it does anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.series import series

from .rates import beside_references

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.outcome import Outcome
    from benchmarks.rounds import Size, Target


def measure(targets: Sequence[Target], size: Size) -> Outcome:
    """Measure `GET /users/me` of all."""
    found = series(targets, [size.clients], size)
    title = "The caller's own account"
    return beside_references("me", title, targets, found, size.clients)
