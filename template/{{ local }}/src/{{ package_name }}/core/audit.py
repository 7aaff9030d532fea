"""The security-relevant actions that the audit log records."""

from enum import StrEnum


class AuditAction(StrEnum):
    ADMIN_REGAINED = "admin_regained"
    EMAIL_CHANGED = "email_changed"
    EMAIL_VERIFIED = "email_verified"
    LOGGED_IN = "logged_in"
    LOGGED_OUT = "logged_out"
    LOGIN_FAILED = "login_failed"
    LOGINS_ENDED = "logins_ended"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an action
    PASSWORD_REFUSED = "password_refused"  # noqa: S105 - the name of an action
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of an action
    PASSWORD_RESET_REQUESTED = "password_reset_requested"  # noqa: S105 - the name of an action
    REFRESH_TOKEN_REUSED = "refresh_token_reused"  # noqa: S105 - the name of an action
    ROLE_CREATED = "role_created"
    ROLE_DELETED = "role_deleted"
    ROLE_UPDATED = "role_updated"
    ROLES_ASSIGNED = "roles_assigned"
    USER_ACTIVATED = "user_activated"
    USER_DEACTIVATED = "user_deactivated"
    USER_DELETED = "user_deleted"
    USER_INVITED = "user_invited"
    USER_REGISTERED = "user_registered"
    USER_UPDATED = "user_updated"
