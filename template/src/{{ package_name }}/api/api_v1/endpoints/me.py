"""The caller's own account."""

from typing import Any

from fastapi import APIRouter

from ....schemas.user import CurrentUser
from ...deps import Caller

router = APIRouter(prefix="/users/me", tags=["me"])


@router.get("", response_model=CurrentUser)
async def get_me(caller: Caller) -> Any:
    """Show the caller, with the roles and permissions that count right now."""
    return {
        **caller.account,
        "roles": sorted(caller.roles),
        "permissions": sorted(caller.permissions),
    }
