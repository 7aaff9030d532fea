"""Payloads about tokens."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from .base import Payload
from .secret import Secret


class TokenPublic(BaseModel):
    """An access token, valid for `expires_in` seconds, and a refresh token."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the name of a scheme
    expires_in: int
    refresh_token: str


class RefreshToken(Payload):
    refresh_token: Annotated[Secret, Field(max_length=200)]
