"""The authenticated caller, as the query of each request finds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.permissions import permissions_of
from ..models.role import Role
from ..models.user import User


@dataclass(frozen=True, slots=True)
class Principal:
    """The authenticated caller: user, session, roles and permissions.

    `account` holds all columns of the user except those that the model marks private.
    `granted` holds the roles that the credential itself grants, as some tokens do.
    """

    id: int
    login_id: str
    roles: frozenset[str]
    permissions: frozenset[str]
    account: Mapping[str, Any]
    granted: frozenset[str] = frozenset()


# Plain columns instead of entities, since every request pays for them.
ACCOUNT = [column for column in User.__table__.c if not column.info.get("private")]
COLUMNS = (Role.__table__.c.name, Role.__table__.c.permissions, *ACCOUNT)

_names = [column.name for column in ACCOUNT]


def from_rows(
    rows: Sequence[Sequence[Any]],
    login_id: str,
    granted: frozenset[str] = frozenset(),
) -> Principal:
    """Build a principal from rows that begin with `COLUMNS`, one for each role."""
    account = dict(zip(_names, rows[0][2:], strict=False))
    held = [(row[0], row[1]) for row in rows if row[0] is not None]
    return Principal(
        id=account["id"],
        login_id=login_id,
        roles=frozenset(name for name, _ in held),
        permissions=frozenset().union(
            *(permissions_of(name, stored) for name, stored in held)
        ),
        account=account,
        granted=granted,
    )
