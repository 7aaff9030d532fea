"""Payloads about the identity provider."""

from .base import Public


class ProviderPublic(Public):
    """What a client needs to get an access token for this service."""

    issuer: str
    client_id: str | None
    audience: str
    scopes: list[str]
