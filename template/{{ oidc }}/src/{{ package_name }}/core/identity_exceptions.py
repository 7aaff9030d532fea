"""What requests can be refused for where an identity provider logs people in."""

from .exceptions import ConflictError, UnavailableError


class IdentityTakenError(ConflictError):
    error_code = "IDENTITY_TAKEN"
    detail = "This person already has an account."


class ProviderUnavailableError(UnavailableError):
    error_code = "PROVIDER_UNAVAILABLE"
    detail = "The identity provider does not answer, so nobody can be recognized."
