"""Yours: more fields of users. Updates leave it alone.

Each mixin adds its fields to one payload:

    class UserExtraPublic(BaseModel):
        department: str | None
"""

from pydantic import BaseModel


class UserExtraPublic(BaseModel):
    """More of what everybody who may see a user sees."""


class UserExtraUpdate(BaseModel):
    """More of what users may change about themselves."""
