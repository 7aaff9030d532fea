"""Errors about users and roles, raised where a rule is checked.

`kit/errors.py` has their base classes. What only some features need is in the other
`*_exceptions.py` next to this file. Your own subclasses belong in `core/project.py`.
"""

from ..kit.errors import ConflictError, NotFoundError, UnknownNameError


class UserNotFoundError(NotFoundError):
    error_code = "USER_NOT_FOUND"
    detail = "User not found."


class RoleNotFoundError(NotFoundError):
    error_code = "ROLE_NOT_FOUND"
    detail = "Role not found."


class RoleNameTakenError(ConflictError):
    error_code = "ROLE_NAME_TAKEN"
    detail = "A role with this name, or one that looks like it, already exists."


class RoleInUseError(ConflictError):
    error_code = "ROLE_IN_USE"
    detail = "This role is still assigned to at least one user."


class BuiltInRoleError(ConflictError):
    error_code = "BUILT_IN_ROLE"
    detail = "Built-in roles cannot be changed in this way."


class LastAdminError(ConflictError):
    error_code = "LAST_ADMIN"
    detail = "At least one active administrator must remain."


class UnknownPermissionError(UnknownNameError):
    error_code = "UNKNOWN_PERMISSION"
    detail = "At least one of the permissions does not exist."


class UnknownRoleError(UnknownNameError):
    error_code = "UNKNOWN_ROLE"
    detail = "At least one of the roles does not exist."
