"""A page of 50 among 10,000 users."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.apps import PAGE, App
from benchmarks.ask import ask
from benchmarks.series import series

from .rates import beside_references

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.outcome import Outcome
    from benchmarks.rounds import Size, Target

NOTE = """\
R1, R3: the caller by id, then the page by id, with OFFSET; 6 fields a user
project: the caller with login, roles and permissions in one query, users:read required,
then the page by id and one row more, for the Link to the next; 7 fields a user"""


def measure(targets: Sequence[Target], size: Size) -> Outcome:
    """Measure `GET /users` of all, asked by somebody who may."""
    for target in targets:
        require_a_page(target)
    found = series(targets, [size.clients], size, App.page)
    title = f"A page of {PAGE} users"
    outcome = beside_references("list", title, targets, found, size.clients)
    return replace(outcome, note=NOTE)


def require_a_page(target: Target) -> None:
    """Refuse to compare a page with an answer that is none."""
    request = target.app.page(target.server.url)
    _, users = ask("GET", request.url, header=request.header)
    if len(users) != PAGE:
        message = f"{target}: {request.url} has {len(users)} users, and not {PAGE}"
        raise RuntimeError(message)
