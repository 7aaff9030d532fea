"""The security-relevant actions that the audit log records."""

from enum import StrEnum


class AuditAction(StrEnum):
    ADMIN_CREATED = "admin_created"
    ADMIN_REGAINED = "admin_regained"
    ROLE_CREATED = "role_created"
    ROLE_DELETED = "role_deleted"
    ROLE_UPDATED = "role_updated"
    ROLES_ASSIGNED = "roles_assigned"
    USER_ACTIVATED = "user_activated"
    USER_DEACTIVATED = "user_deactivated"
    USER_DELETED = "user_deleted"
    USER_PROVISIONED = "user_provisioned"
    USER_UPDATED = "user_updated"
