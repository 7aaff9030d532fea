"""Pagination parameters."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """At most `limit` rows, in the order of their ids.

    `after` continues after a known id, at constant cost; `skip` counts rows from the
    start, and is capped because its cost grows with it.
    """

    limit: int = 50
    after: int | None = None
    skip: int = 0

    @property
    def fetch_limit(self) -> int:
        """One row more than is shown, which tells whether there is a next page."""
        return self.limit + 1
