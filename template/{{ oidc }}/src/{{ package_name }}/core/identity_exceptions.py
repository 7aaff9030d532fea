"""Errors about identities, tokens and the identity provider."""

from enum import StrEnum

from ..kit.errors import AuthenticationError, ConflictError, UnavailableError


class Refusal(StrEnum):
    """Why a request was not authenticated: one word, for the log and for `check`."""

    MISSING = "missing"
    SCHEME = "scheme"
    MALFORMED = "malformed"
    TYPE = "type"
    ALGORITHM = "algorithm"
    KEY = "key"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    EXPIRED = "expired"
    EARLY = "early"
    CLAIM = "claim"
    PURPOSE = "purpose"
    INACTIVE = "inactive"


class TokenRefusedError(AuthenticationError):
    """The response is the same for every reason; only the log says which one it was."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__()
        self.reason = reason


class IdentityTakenError(ConflictError):
    error_code = "IDENTITY_TAKEN"
    detail = "This person already has an account."


class ProviderUnavailableError(UnavailableError):
    error_code = "PROVIDER_UNAVAILABLE"
    detail = "The identity provider is unavailable, so tokens cannot be verified."
