"""Payloads about roles."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from ..core.likeness import is_plain
from .base import Line, Payload, Public, omitted

RoleName = Annotated[Line, Field(min_length=1, max_length=50, pattern=r"^\w[\w .-]*$")]


def _plain(text: str) -> str:
    if not is_plain(text):
        raise ValueError("Each word must use the letters of one script in common use.")
    return text


NewRoleName = Annotated[RoleName, AfterValidator(_plain)]
Description = Annotated[Line, Field(max_length=200)]
PermissionName = Annotated[Line, Field(max_length=100)]
Permissions = Annotated[list[PermissionName], Field(max_length=500)]


class RolePublic(Public):
    name: str
    description: str
    permissions: list[str]
    version: int
    created_at: datetime
    updated_at: datetime


class RoleCreate(Payload):
    name: NewRoleName
    description: Description = ""
    permissions: Permissions = Field(default_factory=list)


class RoleUpdate(Payload):
    """Omitted fields keep their value."""

    description: Description = Field(default_factory=omitted)
    permissions: Permissions = Field(default_factory=omitted)
