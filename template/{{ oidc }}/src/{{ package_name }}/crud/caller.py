"""The one query that every authenticated request makes."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from ..core.oidc_config import oidc
from ..kit.database import Connection
from ..kit.text import fold
from ..models.identity import Identity
from ..models.role import Role
from ..models.user import User, UserRoleLink
from .principal import COLUMNS, Principal, from_rows

_users, _identities = User.__table__.c, Identity.__table__.c
_roles, _links = Role.__table__.c, UserRoleLink.__table__.c


# What has to stay as it is for a caller to stay who they are.
LOCKED = (User.__table__,)


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
    granted: frozenset[str],
) -> Principal | None:
    """The caller, active or not, with these roles as well; None if unknown."""
    query, parameters = _find(issuer, subject, granted)
    rows = connection.execute(query, parameters).all()
    return from_rows(rows, subject, granted) if rows else None


def find_again(caller: Principal) -> tuple[Select[Any], dict[str, Any]]:
    """The query that finds this caller again, if active, and its parameters."""
    query, parameters = _find(oidc.issuer, caller.login_id, caller.granted)
    return _active(query), parameters


def _find(
    issuer: str, subject: str, granted: frozenset[str]
) -> tuple[Select[Any], dict[str, Any]]:
    roles = {f"role_{n}": fold(name) for n, name in enumerate(granted)}
    query = _by_identity(tuple(roles))
    return query, {"issuer": issuer, "subject": subject, **roles}


@lru_cache
def _active(query: Select[Any]) -> Select[Any]:
    return query.where(_users.is_active)
