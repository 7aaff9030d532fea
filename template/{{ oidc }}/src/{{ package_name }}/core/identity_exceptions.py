"""What only a request about accounts of an identity provider can be refused for."""

from .exceptions import ConflictError, UnavailableError


class IdentityTakenError(ConflictError):
    error_code = "IDENTITY_TAKEN"
    detail = "This person has an account already."


class ProviderUnavailableError(UnavailableError):
    error_code = "PROVIDER_UNAVAILABLE"
    detail = "The identity provider does not answer, so nobody can be recognized."
