"""The one query that every authenticated request makes."""

from typing import Any

from sqlalchemy import Select, bindparam, select

from ..kit.database import Connection
from ..kit.tables import utc_now
from ..models.login_session import LoginSession
from ..models.role import Role
from ..models.user import User, UserRoleLink
from .principal import COLUMNS, Principal, from_rows

_users, _logins = User.__table__.c, LoginSession.__table__.c
_roles, _links = Role.__table__.c, UserRoleLink.__table__.c

# What has to stay as it is for a caller to stay who they are, in the order of locking.
LOCKED = (User.__table__, LoginSession.__table__)

_BY_LOGIN = (
    select(*COLUMNS)
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


def get(connection: Connection, login_id: str) -> Principal | None:
    """The caller behind a session; None if it has ended or the user is inactive."""
    parameters = {"login_id": login_id, "now": utc_now()}
    rows = connection.execute(_BY_LOGIN, parameters).all()
    return from_rows(rows, login_id) if rows else None


def find_again(caller: Principal) -> tuple[Select[Any], dict[str, Any]]:
    """The query that finds this caller again, and its parameters."""
    return _BY_LOGIN, {"login_id": caller.login_id, "now": utc_now()}
