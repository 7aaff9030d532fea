"""Looks up accounts by email address."""

from sqlalchemy import ColumnElement

from ..kit.text import fold
from ..models.user import User


def has_address(email: str) -> ColumnElement[bool]:
    """The account logs in with this address, in any spelling."""
    return User.email_key == fold(email)
