"""Whose an email address is."""

from sqlalchemy import ColumnElement

from ..models.user import User


def has_address(email: str) -> ColumnElement[bool]:
    """The provider gave this address with the account; others may have the same."""
    return User.email == email
