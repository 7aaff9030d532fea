"""Payloads about users."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StrictBool

from .base import Line, Payload, Public
from .role import RoleName
from .user_extra import UserExtraPublic, UserExtraUpdate

Name = Annotated[Line, Field(min_length=1, max_length=100)]
Age = Annotated[int, Field(strict=True, ge=18, le=120)]


class UserPublic(UserExtraPublic, Public):
    id: int
    email: str | None
    email_verified_at: datetime | None
    name: str | None
    age: int | None
    is_active: bool
    created_at: datetime
    updated_at: datetime


class CurrentUser(UserPublic):
    """The caller, with roles and permissions."""

    roles: list[str]
    permissions: list[str]


class UserUpdate(UserExtraUpdate, Payload):
    """The fields of a user that can be edited."""

    name: Name | None = None
    age: Age | None = None


class UserState(Payload):
    is_active: StrictBool


class UserRolesUpdate(Payload):
    """The complete list of roles that the user should have."""

    roles: Annotated[list[RoleName], Field(max_length=50)]


class UserRoles(Public):
    """The roles of a user."""

    roles: list[str]
