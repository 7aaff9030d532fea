"""Errors that any service has: each knows its status and its code.

An error is told to a client by its class:

    ServiceError
    ├── AuthenticationError          401
    ├── InsufficientPermissionsError 403
    ├── NotFoundError                404
    ├── ConflictError                409
    ├── PreconditionFailedError      412
    ├── UnknownNameError             422
    ├── PreconditionRequiredError    428
    └── UnavailableError             503  OverloadedError, DatabaseUnavailableError, ...
"""

from typing import ClassVar


def first_line(error: BaseException | None) -> str:
    """The message of any error, or its name if it has none."""
    return str(error).strip().partition("\n")[0] or type(error).__name__


class MigrationError(Exception):
    """Migrations cannot be applied. It is told by commands, never by a response."""


class ServiceError(Exception):
    """An expected failure: a status, a code for programs, a message for people."""

    status_code: ClassVar[int] = 400
    error_code: ClassVar[str] = "BAD_REQUEST"
    detail: str = "The request was refused."
    retry_after: int | None = None
    """Seconds after which the client may retry, if retrying makes sense."""

    def __init__(self, detail: str | None = None) -> None:
        if detail is not None:
            self.detail = detail
        super().__init__(self.detail)


class AuthenticationError(ServiceError):
    """The caller is unknown. Deliberately the same for every cause."""

    status_code = 401
    error_code = "NOT_AUTHENTICATED"
    detail = "Valid credentials are required."


class InsufficientPermissionsError(ServiceError):
    status_code = 403
    error_code = "INSUFFICIENT_PERMISSIONS"
    detail = "You are not allowed to do this."


class NotFoundError(ServiceError):
    status_code = 404
    error_code = "NOT_FOUND"
    detail = "The requested resource was not found."


class ConflictError(ServiceError):
    status_code = 409
    error_code = "CONFLICT"
    detail = "The request conflicts with the current state of the resource."


class PreconditionFailedError(ServiceError):
    status_code = 412
    error_code = "PRECONDITION_FAILED"
    detail = "This has changed since you read it. Fetch it again and retry."


class PreconditionRequiredError(ServiceError):
    status_code = 428
    error_code = "PRECONDITION_REQUIRED"
    detail = "Send an If-Match header with the ETag you received."


class UnknownNameError(ServiceError):
    status_code = 422
    error_code = "UNKNOWN_NAME"
    detail = "Unknown name."


class UnavailableError(ServiceError):
    """A temporary failure; the client may retry after some seconds."""

    status_code = 503
    error_code = "UNAVAILABLE"
    detail = "The service is temporarily unavailable."
    retry_after = 5


class OverloadedError(UnavailableError):
    error_code = "OVERLOADED"
    detail = "The service is busy. Try again in a moment."
    retry_after = 1


class DatabaseUnavailableError(UnavailableError):
    error_code = "DATABASE_UNAVAILABLE"
    detail = "The database is unavailable."


class SchemaOutdatedError(UnavailableError):
    error_code = "SCHEMA_OUTDATED"
    detail = "The database schema does not match this version of the service."
