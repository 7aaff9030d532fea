"""Who is calling, what they may do, and which part of a list they want."""

import re
from collections.abc import Iterable
from typing import Annotated, Any, Final

from fastapi import Depends, Header, Path, Query
from fastapi.exceptions import RequestValidationError

from ..core import config
from ..core.exceptions import InsufficientPermissionsError, PreconditionRequiredError
from ..core.pagination import Page
from ..core.permissions import UserRole, Vocabulary
from ..crud.principal import Principal
from ..schemas.base import MAX_ID
from .credentials import get_caller

Caller = Annotated[Principal, Depends(get_caller)]

_STRONG_TAG: Final = re.compile(r'(?<!W/)"(\d{1,9})"', re.ASCII)


class Requires:
    """A guard: lets a caller pass who has all of these permissions.

    It is a plain dependency. As a security scope it would look the caller up once more
    for each guard of a route.
    """

    def __init__(self, permissions: Iterable[Vocabulary]) -> None:
        self.permissions = frozenset(permissions)

    async def __call__(self, caller: Caller) -> Principal:
        if not self.permissions <= caller.permissions:
            raise InsufficientPermissionsError
        return caller


class RequiresRoles:
    """A guard for whole areas; to guard a route, permissions say more."""

    def __init__(self, roles: Iterable[UserRole]) -> None:
        self.roles = frozenset(roles)

    async def __call__(self, caller: Caller) -> Principal:
        if not self.roles & caller.roles:
            raise InsufficientPermissionsError
        return caller


UserId = Annotated[int, Path(ge=1, le=MAX_ID)]


class RequiresSelfOr(Requires):
    """A guard of `/{user_id}`: lets users at themselves, and others by permission."""

    async def __call__(self, caller: Caller, user_id: UserId) -> Principal:  # type: ignore[override]
        return caller if user_id == caller.id else await super().__call__(caller)


def require(*permissions: Vocabulary) -> Any:
    """A guard for a route; on a parameter it brings the caller as well."""
    return Depends(Requires(permissions))


def require_self_or(*permissions: Vocabulary) -> Any:
    """As `require`, and satisfied where the `user_id` of the path is the caller's."""
    return Depends(RequiresSelfOr(permissions))


def require_roles(allowed_roles: Iterable[UserRole]) -> Any:
    """As `require`, for callers with at least one of these roles."""
    return Depends(RequiresRoles(allowed_roles))


async def get_page(
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    after: Annotated[int | None, Query(ge=0, le=MAX_ID)] = None,
    skip: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> Page:
    """`after` follows the `Link` of a page; `skip` counts rows, and not both."""
    if skip and after is not None:
        message = "Use either skip or after."
        mistake = {"loc": ("query", "skip"), "msg": message, "type": "conflict"}
        raise RequestValidationError([mistake])
    return Page(limit=limit, after=after, skip=skip)


PageParams = Annotated[Page, Depends(get_page)]


async def get_versions(
    if_match: Annotated[str | None, Header(pattern=r'^(\*|(W/)?".*")$')] = None,
) -> set[int] | None:
    """The versions that the caller means, from `If-Match: "3"`; None is any.

    What is weak, or was no `ETag` of ours, is not any version (RFC 9110, 13.1.1).
    """
    if if_match is None and config.service.require_if_match:
        raise PreconditionRequiredError
    if if_match is None or if_match == "*":
        return None
    return {int(version) for version in _STRONG_TAG.findall(if_match)}


SeenVersions = Annotated[set[int] | None, Depends(get_versions)]
