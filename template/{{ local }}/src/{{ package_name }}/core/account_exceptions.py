"""What requests about accounts, logins and mailed tokens can be refused for."""

from .exceptions import (
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
    detail = "This is not your current password."


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
    detail = "Accounts cannot be opened here."


class LoginNotFoundError(NotFoundError):
    error_code = "LOGIN_NOT_FOUND"
    detail = "There is no such login."


class EmailTakenError(ConflictError):
    error_code = "EMAIL_TAKEN"
    detail = "This email address already has an account."


class TooManyRequestsError(ServiceError):
    """Too often; the client may try again after some seconds."""

    status_code = 429
    error_code = "TOO_MANY_REQUESTS"
    detail = "Too many attempts. Try again later."
    retry_after = 1

    def __init__(self, retry_after: float) -> None:
        super().__init__()
        self.retry_after = max(1, round(retry_after))
