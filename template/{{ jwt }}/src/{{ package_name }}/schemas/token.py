"""Payloads about tokens."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, Secret

from .base import Payload
from .secret import WriteOnly


class TokenPublic(BaseModel):
    """An access token, valid for `expires_in` seconds, and a refresh token."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the name of a scheme
    expires_in: int
    refresh_token: str


class RefreshToken(Payload):
    refresh_token: Secret[Annotated[WriteOnly, Field(max_length=200)]]
