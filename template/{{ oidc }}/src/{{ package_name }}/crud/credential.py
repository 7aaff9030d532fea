"""What an account has to have before anybody can log in to it."""

from sqlalchemy import ColumnElement, select

from ..core.oidc_config import oidc
from ..models.identity import Identity
from ..models.user import User


def has_credential() -> ColumnElement[bool]:
    """The account has an identity at the provider that is asked."""
    query = select(Identity.id).where(
        Identity.user_id == User.id, Identity.issuer == oidc.issuer
    )
    return query.exists()
