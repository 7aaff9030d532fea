"""The one query that every authenticated request makes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from ..database import Connection
from ..models.base import utc_now
from ..models.login_session import LoginSession
from ..models.role import Role
from ..models.user import User, UserRoleLink
from .principal import COLUMNS, Principal, from_rows

_users, _logins = User.__table__.c, LoginSession.__table__.c
_roles, _links = Role.__table__.c, UserRoleLink.__table__.c


@dataclass(frozen=True, slots=True)
class Found:
    """Who is calling, and when their session ends if it is not used."""

    caller: Principal
    idle_expires_at: datetime


_BY_LOGIN = (
    select(*COLUMNS, _logins.idle_expires_at)
    .select_from(LoginSession.__table__)
    .join(User.__table__, _users.id == _logins.user_id)
    .outerjoin(UserRoleLink.__table__, _links.user_id == _users.id)
    .outerjoin(Role.__table__, _roles.id == _links.role_id)
    .where(
        _logins.id == bindparam("login_id"),
        _logins.secret_hash == bindparam("secret_hash"),
        _logins.ended_at.is_(None),
        _logins.idle_expires_at > bindparam("now"),
        _logins.expires_at > bindparam("now"),
        _users.is_active,
    )
)


def get(connection: Connection, login_id: str, secret_hash: str) -> Found | None:
    """The caller behind a session; None if it has ended or the user is inactive."""
    parameters = {"login_id": login_id, "secret_hash": secret_hash, "now": utc_now()}
    rows = connection.execute(_BY_LOGIN, parameters).all()
    if not rows:
        return None
    return Found(from_rows(rows, login_id), idle_expires_at=rows[0][-1])
