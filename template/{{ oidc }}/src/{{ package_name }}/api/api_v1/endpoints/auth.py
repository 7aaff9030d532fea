"""Where users log in. Your own routes belong in `project.py`."""

from fastapi import APIRouter

from ....core.oidc_config import OidcSettings, oidc
from ....schemas.provider import ProviderPublic

router = APIRouter(prefix="/auth", tags=["auth"])


@router.get("/config", response_model=ProviderPublic)
async def get_auth_config() -> OidcSettings:
    """Show where to get an access token for this service."""
    return oidc
