"""Who is calling, as the one query of a request finds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.permissions import permissions_of
from ..models.role import Role
from ..models.user import User


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is calling, what they proved it by, and what they may do.

    `account` holds all columns of the user but those that the model calls private.
    """

    id: int
    login_id: str
    roles: frozenset[str]
    permissions: frozenset[str]
    account: Mapping[str, Any]


_account = [column for column in User.__table__.c if not column.info.get("private")]
_names = [column.name for column in _account]

# Plain columns of plain tables, since every request pays for them.
COLUMNS = (Role.__table__.c.name, Role.__table__.c.permissions, *_account)


def from_rows(rows: Sequence[Sequence[Any]], login_id: str) -> Principal:
    """Make a principal of rows that begin with `COLUMNS`: one for each role, or one."""
    account = dict(zip(_names, rows[0][2:], strict=False))
    granted = [(row[0], row[1]) for row in rows if row[0] is not None]
    return Principal(
        id=account["id"],
        login_id=login_id,
        roles=frozenset(name for name, _ in granted),
        permissions=frozenset().union(
            *(permissions_of(name, stored) for name, stored in granted)
        ),
        account=account,
    )
