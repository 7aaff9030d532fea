"""What an account has to have before anybody can log in to it."""

from sqlalchemy import ColumnElement

from ..models.user import User


def has_credential() -> ColumnElement[bool]:
    """The account has a password; one that was invited has none yet."""
    return User.password_hash.is_not(None)
