"""Whose an email address is."""

from sqlalchemy import ColumnElement

from ..core.text import fold
from ..models.user import User


def has_address(email: str) -> ColumnElement[bool]:
    """The account logs in with this address, however it is spelled."""
    return User.email_key == fold(email)
