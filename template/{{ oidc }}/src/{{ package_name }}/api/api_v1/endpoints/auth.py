"""Where users log in. Routes of your own go to `project.py`."""

from fastapi import APIRouter

from ....core.oidc_config import OidcSettings, oidc
from ....schemas.provider import ProviderPublic

router = APIRouter(prefix="/auth", tags=["auth"])


@router.get("/config", response_model=ProviderPublic)
async def get_auth_config() -> OidcSettings:
    """Show where an access token for this service comes from."""
    return oidc
