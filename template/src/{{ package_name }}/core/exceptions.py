"""What requests can be refused for: the base classes, and what every service has.

    ServiceError
    ├── AuthenticationError          401
    ├── InsufficientPermissionsError 403
    ├── NotFoundError                404  UserNotFoundError, RoleNotFoundError
    ├── ConflictError                409  RoleNameTakenError, LastAdminError, ...
    ├── PreconditionFailedError      412
    ├── UnknownNameError             422  UnknownPermissionError, UnknownRoleError
    ├── PreconditionRequiredError    428
    └── UnavailableError             503  OverloadedError, DatabaseUnavailableError, ...

An error knows its status and its code; `api/errors.py` makes the response of it. What
only some features need is in the other `*_exceptions.py` beside this file, and your own
subclasses go to `core/project.py`.
"""

from typing import ClassVar


class ServiceError(Exception):
    """A refusal with a status, a code for programs, and a sentence for people."""

    status_code: ClassVar[int] = 400
    error_code: ClassVar[str] = "BAD_REQUEST"
    detail: str = "The request was refused."
    retry_after: int | None = None
    """Seconds after which the client may try again, where that is of use."""

    def __init__(self, detail: str | None = None) -> None:
        if detail is not None:
            self.detail = detail
        super().__init__(self.detail)


class AuthenticationError(ServiceError):
    """An unknown caller. Every failed login looks the same, on purpose."""

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
    detail = "There is nothing here."


class UserNotFoundError(NotFoundError):
    error_code = "USER_NOT_FOUND"
    detail = "There is no such user."


class RoleNotFoundError(NotFoundError):
    error_code = "ROLE_NOT_FOUND"
    detail = "There is no such role."


class ConflictError(ServiceError):
    status_code = 409
    error_code = "CONFLICT"
    detail = "The request conflicts with what is stored."


class RoleNameTakenError(ConflictError):
    error_code = "ROLE_NAME_TAKEN"
    detail = "There is already a role with this name."


class RoleInUseError(ConflictError):
    error_code = "ROLE_IN_USE"
    detail = "Somebody still has this role."


class BuiltInRoleError(ConflictError):
    error_code = "BUILT_IN_ROLE"
    detail = "A built-in role cannot be changed in this way."


class LastAdminError(ConflictError):
    error_code = "LAST_ADMIN"
    detail = "There must always be an active administrator."


class PreconditionFailedError(ServiceError):
    status_code = 412
    error_code = "PRECONDITION_FAILED"
    detail = "Somebody changed this in the meantime. Read it again."


class PreconditionRequiredError(ServiceError):
    status_code = 428
    error_code = "PRECONDITION_REQUIRED"
    detail = "Send the ETag of what you have read as If-Match."


class UnknownNameError(ServiceError):
    status_code = 422
    error_code = "UNKNOWN_NAME"
    detail = "One of the names is unknown."


class UnknownPermissionError(UnknownNameError):
    error_code = "UNKNOWN_PERMISSION"
    detail = "One of the permissions does not exist."


class UnknownRoleError(UnknownNameError):
    error_code = "UNKNOWN_ROLE"
    detail = "One of the roles does not exist."


class UnavailableError(ServiceError):
    """Not now; the client may try again after some seconds."""

    status_code = 503
    error_code = "UNAVAILABLE"
    detail = "The service cannot do this at the moment."
    retry_after = 5


class OverloadedError(UnavailableError):
    error_code = "OVERLOADED"
    detail = "Too many requests of this kind are waiting already."
    retry_after = 1


class DatabaseUnavailableError(UnavailableError):
    error_code = "DATABASE_UNAVAILABLE"
    detail = "The database does not answer."


class SchemaOutdatedError(UnavailableError):
    error_code = "SCHEMA_OUTDATED"
    detail = "The database does not have the schema of this version."
