"""Looks up accounts by email address."""

from sqlalchemy import ColumnElement

from ..models.user import User


def has_address(email: str) -> ColumnElement[bool]:
    """The provider reported this address; other accounts may have the same one."""
    return User.email == email
