"""Rules for the arguments of commands, which the API has for the same values."""

from collections.abc import Iterable
from typing import Final

from .errors import refuse

MAX_PORT: Final = 65_535


def require_ids(ids: Iterable[int]) -> None:
    """Refuse what no row can have, and what no database can compare."""
    from ..schemas.base import MAX_ID

    if any(not 1 <= number <= MAX_ID for number in ids):
        refuse(f"An id is a number from 1 to {MAX_ID}.")


def require_listenable(host: str, port: int) -> None:
    """Refuse what would listen elsewhere: on all addresses, or on another port."""
    if not host.strip() or not host.isprintable():
        refuse("--host needs an IP address or the name of a host.")
    if not 0 <= port <= MAX_PORT:
        refuse(f"--port is a number from 0 to {MAX_PORT}.")
