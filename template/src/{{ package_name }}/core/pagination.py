"""Which part of a list is asked for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """At most `limit` rows, in the order of their ids.

    `after` continues behind a known id and costs the same at any depth; `skip` counts
    rows from the start, and is capped because its cost grows with it.
    """

    limit: int = 50
    after: int | None = None
    skip: int = 0
