"""The one query that every authenticated request makes."""

from collections.abc import Collection

from sqlalchemy import bindparam, or_, select

from ..core.text import fold
from ..database import Connection
from ..models.identity import Identity
from ..models.role import Role
from ..models.user import User, UserRoleLink
from .principal import COLUMNS, Principal, from_rows

_users, _identities = User.__table__.c, Identity.__table__.c
_roles, _links = Role.__table__.c, UserRoleLink.__table__.c

# A role counts because it is stored for the user, or because the token grants it.
_BY_IDENTITY = (
    select(*COLUMNS)
    .select_from(Identity.__table__)
    .join(User.__table__, _users.id == _identities.user_id)
    .outerjoin(UserRoleLink.__table__, _links.user_id == _users.id)
    .outerjoin(
        Role.__table__,
        or_(
            _roles.id == _links.role_id,
            _roles.name_key.in_(bindparam("granted", expanding=True)),
        ),
    )
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
    """Who this is, active or not, with these roles besides; None for a stranger."""
    parameters = {
        "issuer": issuer,
        "subject": subject,
        "granted": [fold(name) for name in granted],
    }
    rows = connection.execute(_BY_IDENTITY, parameters).all()
    return from_rows(rows, subject) if rows else None
