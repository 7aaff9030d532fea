"""The caller, guards, pagination and preconditions of requests."""

import re
from collections.abc import Iterable
from typing import Annotated, Any, Final

from fastapi import Depends, Header, Path, Query
from fastapi.exceptions import RequestValidationError

from ..core import config
from ..core.pagination import Page
from ..core.permissions import UserRole, Vocabulary
from ..crud.principal import Principal
from ..kit.errors import InsufficientPermissionsError, PreconditionRequiredError
from ..schemas.base import MAX_ID
from .credentials import get_caller

Caller = Annotated[Principal, Depends(get_caller)]

_STRONG_TAG: Final = re.compile(r'(?<!W/)"(\d{1,9})"', re.ASCII)


class Requires:
    """A guard that admits callers who have all of these permissions.

    It is a plain dependency. As a security scope, it would look up the caller again for
    each guard of a route.
    """

    def __init__(self, permissions: Iterable[Vocabulary]) -> None:
        self.permissions = frozenset(permissions)

    async def __call__(self, caller: Caller) -> Principal:
        if not self.permissions <= caller.permissions:
            raise InsufficientPermissionsError
        return caller


class RequiresRoles:
    """A guard for a whole area such as `/admin`; prefer permissions for routes."""

    def __init__(self, roles: Iterable[UserRole]) -> None:
        self.roles = frozenset(roles)

    async def __call__(self, caller: Caller) -> Principal:
        if not self.roles & caller.roles:
            raise InsufficientPermissionsError
        return caller


UserId = Annotated[int, Path(ge=1, le=MAX_ID)]


class RequiresSelfOr(Requires):
    """A guard for `/{user_id}`: admits this user, or callers with the permissions."""

    async def __call__(self, caller: Caller, user_id: UserId) -> Principal:  # type: ignore[override]
        return caller if user_id == caller.id else await super().__call__(caller)


def require(*permissions: Vocabulary) -> Any:
    """A guard for a route; as the type of a parameter, it also gives the caller."""
    return Depends(Requires(permissions))


def require_self_or(*permissions: Vocabulary) -> Any:
    """Like `require`, but also admits the user that `user_id` in the path names."""
    return Depends(RequiresSelfOr(permissions))


def require_roles(allowed_roles: Iterable[UserRole]) -> Any:
    """Like `require`, for callers with at least one of these roles."""
    return Depends(RequiresRoles(allowed_roles))


Limit = Annotated[int, Query(ge=1, le=100, description="The size of a page.")]
After = Annotated[
    int | None,
    Query(ge=0, le=MAX_ID, description="Continue after this id, as in `Link`."),
]
Skip = Annotated[
    int,
    Query(ge=0, le=10_000, description="Rows to skip; not together with `after`."),
]


async def get_page(limit: Limit = 50, after: After = None, skip: Skip = 0) -> Page:
    if skip and after is not None:
        message = "Use either `skip` or `after`, not both."
        mistake = {"loc": ("query", "skip"), "msg": message, "type": "conflict"}
        raise RequestValidationError([mistake])
    return Page(limit=limit, after=after, skip=skip)


PageParams = Annotated[Page, Depends(get_page)]


async def get_if_match(
    if_match: Annotated[str | None, Header(pattern=r'^(\*|(W/)?".*")$')] = None,
) -> set[int] | None:
    """The versions listed in `If-Match`; None means any.

    Weak or unknown tags match no version (RFC 9110, 13.1.1).
    """
    if if_match is None and config.service.require_if_match:
        raise PreconditionRequiredError
    if if_match is None or if_match == "*":
        return None
    return {int(version) for version in _STRONG_TAG.findall(if_match)}


IfMatch = Annotated[set[int] | None, Depends(get_if_match)]
