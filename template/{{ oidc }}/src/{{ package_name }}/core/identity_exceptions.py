"""Errors about identities and the identity provider."""

from .exceptions import ConflictError, UnavailableError


class IdentityTakenError(ConflictError):
    error_code = "IDENTITY_TAKEN"
    detail = "This person already has an account."


class ProviderUnavailableError(UnavailableError):
    error_code = "PROVIDER_UNAVAILABLE"
    detail = "The identity provider is unavailable, so tokens cannot be verified."
