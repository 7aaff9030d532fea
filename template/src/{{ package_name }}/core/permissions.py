"""Permissions, and the built-in roles."""

from enum import StrEnum
from functools import cache


class Vocabulary(StrEnum):
    """Base of every enum of permissions; it has no members, so that it can be extended.

    Your own enums subclass it in `core/project.py`.
    """

    @classmethod
    def known(cls) -> frozenset[str]:
        """Every permission that any enum in this process defines."""
        return _words(*cls.__subclasses__())


@cache
def _words(*enums: type[Vocabulary]) -> frozenset[str]:
    """All permissions of these enums; cached, since every request needs them."""
    return frozenset(word for enum in enums for word in enum)


class Permission(Vocabulary):
    ROLES_ASSIGN = "roles:assign"
    ROLES_READ = "roles:read"
    ROLES_WRITE = "roles:write"
    USERS_DELETE = "users:delete"
    USERS_READ = "users:read"
    USERS_UPDATE = "users:update"


class UserRole(StrEnum):
    """The roles that every database has; the first migration grants them permissions.

    `admin` stores none: it has every permission by definition.
    """

    ADMIN = "admin"
    MODERATOR = "moderator"
    USER = "user"


def permissions_of(role: str, stored: list[str]) -> frozenset[str]:
    """The permissions that a role grants: the stored ones, or all of them for `admin`.

    A stored permission that the code no longer defines grants nothing. Otherwise not
    even an administrator would hold all permissions of the role, and could change it.
    """
    known = Vocabulary.known()
    return known if role == UserRole.ADMIN else known.intersection(stored)
