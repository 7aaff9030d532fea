"""Yours: more fields of users. Updates leave it alone.

Each mixin adds its fields to one payload:

    class UserExtraPublic(BaseModel):
        department: str | None
"""

from pydantic import BaseModel


class UserExtraPublic(BaseModel):
    """More fields for everybody who may see a user."""


class UserExtraUpdate(BaseModel):
    """More fields that users may change about themselves."""
