"""Refuses cross-site writes.

A browser sends the cookie with requests of any page, but also the origin of the page.
"""

from typing import Any, Final

from fastapi import Depends, Request

from ..core import config
from ..core.signing import signer
from ..kit.errors import InsufficientPermissionsError

HEADER: Final = "X-CSRF-Token"
SENDS_TOKEN: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "headers": {
            HEADER: {
                "description": "Clients other than browsers send it with every write.",
                "schema": {"type": "string"},
            }
        }
    }
}
_SAFE: Final = {"GET", "HEAD", "OPTIONS"}

_signer = signer("csrf")
_TRUSTED: Final = {config.service.origin, *config.service.cors_origins}


class CrossSiteRequestError(InsufficientPermissionsError):
    error_code = "CROSS_SITE_REQUEST"
    detail = (
        "Cross-site write refused. Add the origin of your page to CORS_ORIGINS, or "
        "send the X-CSRF-Token header from the login response."
    )


def create_token(login_id: str) -> str:
    """The `X-CSRF-Token` of a session, for clients other than browsers."""
    return _signer.get_signature(login_id).decode()


def refuse_cross_site(request: Request, login_id: str | None = None) -> None:
    """Raise CrossSiteRequestError for a write that a foreign page may have sent.

    Only clients other than browsers send writes without an origin. With a session, they
    need its token; without one, there is nothing to abuse.
    """
    if request.method in _SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site == "same-origin" or origin in _TRUSTED:
        return
    says_nothing = site is None and origin is None
    if says_nothing and (login_id is None or _holds_token(request, login_id)):
        return
    raise CrossSiteRequestError


async def _refuse_foreign_page(request: Request) -> None:
    refuse_cross_site(request)


# On a route that sets the cookie; it runs before the body is validated.
OwnPage = Depends(_refuse_foreign_page)


def _holds_token(request: Request, login_id: str) -> bool:
    return _signer.verify_signature(login_id, request.headers.get(HEADER, ""))
