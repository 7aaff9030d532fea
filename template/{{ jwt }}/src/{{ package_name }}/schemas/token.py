"""Payloads about tokens."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, SecretStr

from .base import Payload


class TokenPublic(BaseModel):
    """An access token, good for `expires_in` seconds, and what renews it once."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the name of a scheme
    expires_in: int
    refresh_token: str


class RefreshToken(Payload):
    refresh_token: Annotated[SecretStr, Field(max_length=200)]
