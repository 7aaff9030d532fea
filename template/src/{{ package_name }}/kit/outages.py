"""Tells whether the database is of no use at the moment, and why."""

from sqlalchemy.exc import DBAPIError

from . import dialect
from .errors import first_line


def find_reason(error: BaseException) -> str | None:
    """One line for the log, or None if the error has another cause.

    A missing table means that the database is not migrated.
    """
    if isinstance(error, DBAPIError) and (
        dialect.is_unavailable(error) or dialect.is_missing_table(error)
    ):
        return first_line(error.orig)
    return None
