"""The one query that every authenticated request makes."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from ..core.text import fold
from ..database import Connection
from ..models.identity import Identity
from ..models.role import Role
from ..models.user import User, UserRoleLink
from .principal import COLUMNS, Principal, from_rows

_users, _identities = User.__table__.c, Identity.__table__.c
_roles, _links = Role.__table__.c, UserRoleLink.__table__.c


@lru_cache
def _by_identity(names: tuple[str, ...]) -> Select[Any]:
    """The query for this number of granted roles, cached so that it is compiled once.

    A role counts if it is stored for the user, or if the token grants it.
    """
    granted = (_roles.name_key == bindparam(name) for name in names)
    return (
        select(*COLUMNS)
        .select_from(Identity.__table__)
        .join(User.__table__, _users.id == _identities.user_id)
        .outerjoin(UserRoleLink.__table__, _links.user_id == _users.id)
        .outerjoin(Role.__table__, or_(_roles.id == _links.role_id, *granted))
        .where(
            _identities.issuer == bindparam("issuer"),
            _identities.subject == bindparam("subject"),
        )
    )


def get(
    connection: Connection,
    issuer: str,
    subject: str,
    granted: Collection[str],
) -> Principal | None:
    """The caller, active or not, with these roles as well; None if unknown."""
    roles = {f"role_{n}": fold(name) for n, name in enumerate(granted)}
    parameters = {"issuer": issuer, "subject": subject, **roles}
    rows = connection.execute(_by_identity(tuple(roles)), parameters).all()
    return from_rows(rows, subject) if rows else None
