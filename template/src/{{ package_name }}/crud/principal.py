"""The one query that every authenticated request makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from ..core.permissions import permissions_of
from ..database import Connection
from ..models.base import utc_now
from ..models.login_session import LoginSession
from ..models.role import Role
from ..models.user import User, UserRoleLink


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is calling, by which login, and what they may do.

    `account` holds all columns of the user but the hash of the password.
    """

    id: int
    login_id: str
    roles: frozenset[str]
    permissions: frozenset[str]
    account: Mapping[str, Any]


_users, _logins = User.__table__.c, LoginSession.__table__.c
_roles, _links = Role.__table__.c, UserRoleLink.__table__.c
_account = [column for column in _users if column.name != "password_hash"]
_names = [column.name for column in _account]

# One row for each role. Plain columns of plain tables, since every request pays for it.
_BY_LOGIN = (
    select(_roles.name, _roles.permissions, *_account)
    .select_from(LoginSession.__table__)
    .join(User.__table__, _users.id == _logins.user_id)
    .outerjoin(UserRoleLink.__table__, _links.user_id == _users.id)
    .outerjoin(Role.__table__, _roles.id == _links.role_id)
    .where(
        _logins.id == bindparam("login_id"),
        _logins.ended_at.is_(None),
        _logins.idle_expires_at > bindparam("now"),
        _logins.expires_at > bindparam("now"),
        _users.is_active,
    )
)


def get_by_login(connection: Connection, login_id: str) -> Principal | None:
    """The caller behind a login; None when it is over, or the user inactive."""
    parameters = {"login_id": login_id, "now": utc_now()}
    rows = connection.execute(_BY_LOGIN, parameters).all()
    if not rows:
        return None
    account = dict(zip(_names, rows[0][2:], strict=True))
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
