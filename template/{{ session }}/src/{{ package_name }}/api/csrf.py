"""Refuses writes that another site makes a browser send.

A browser adds the cookie on any page, but also says where the page is from.
"""

from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request

from ..core import config
from ..core.exceptions import InsufficientPermissionsError
from ..core.signing import signer

HEADER: Final = "X-CSRF-Token"
SENDS_TOKEN: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "headers": {
            HEADER: {
                "description": "What a client that is no browser sends with writes.",
                "schema": {"type": "string"},
            }
        }
    }
}
_SAFE: Final = {"GET", "HEAD", "OPTIONS"}

_signer = signer("csrf")
_own = urlsplit(config.service.public_url)
_TRUSTED: Final = {f"{_own.scheme}://{_own.netloc}", *config.service.cors_origins}


class CrossSiteRequestError(InsufficientPermissionsError):
    error_code = "CROSS_SITE_REQUEST"
    detail = "A page of another site sent this, or it does not say where it is from."


def create_token(login_id: str) -> str:
    """What a client that is no browser sends in `X-CSRF-Token` with its writes."""
    return _signer.get_signature(login_id).decode()


def refuse_cross_site(request: Request, login_id: str | None = None) -> None:
    """Raise CrossSiteRequestError for a write that a foreign page may have sent.

    A write that says nothing of its origin is no browser's. With a login it needs the
    token of that login; without, there is nothing to abuse.
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


# On a route that sets the cookie, so before its body is judged.
OwnPage = Depends(_refuse_foreign_page)


def _holds_token(request: Request, login_id: str) -> bool:
    return _signer.verify_signature(login_id, request.headers.get(HEADER, ""))
