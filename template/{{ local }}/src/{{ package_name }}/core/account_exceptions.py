"""Errors about accounts, sessions and emailed tokens."""

from ..kit.errors import (
    ConflictError,
    InsufficientPermissionsError,
    NotFoundError,
    ServiceError,
)


class InvalidTokenError(ServiceError):
    error_code = "INVALID_TOKEN"
    detail = "This token is invalid, expired or already used."


class WrongPasswordError(InsufficientPermissionsError):
    error_code = "WRONG_PASSWORD"
    detail = "The current password is incorrect."


class ObviousPasswordError(ServiceError):
    status_code = 422
    error_code = "OBVIOUS_PASSWORD"
    detail = (
        "A password needs to be more than your name, your email address or the name of "
        "this service."
    )


class EmailNotVerifiedError(InsufficientPermissionsError):
    error_code = "EMAIL_NOT_VERIFIED"
    detail = "Verify your email address first."


class RegistrationClosedError(InsufficientPermissionsError):
    error_code = "REGISTRATION_CLOSED"
    detail = "Registration is closed."


class SessionNotFoundError(NotFoundError):
    error_code = "SESSION_NOT_FOUND"
    detail = "Session not found."


class EmailTakenError(ConflictError):
    error_code = "EMAIL_TAKEN"
    detail = "An account with this email address already exists."


class TooManyRequestsError(ServiceError):
    """Rate limited; the client may retry after `retry_after` seconds."""

    status_code = 429
    error_code = "TOO_MANY_REQUESTS"
    detail = "Too many attempts. Try again later."
    retry_after = 1

    def __init__(self, retry_after: float) -> None:
        super().__init__()
        self.retry_after = max(1, round(retry_after))
