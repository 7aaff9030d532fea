"""Parses the discovery document of the provider (OpenID Connect Discovery)."""

import re
from typing import Any, Final, NamedTuple

from .oidc_config import is_loopback, oidc

# An origin for a content security policy, and nothing that could extend one.
_ORIGIN: Final = re.compile(r"https?://[\w.-]+(:\d+)?(?=[/?]|\Z)", re.ASCII)


class Login(NamedTuple):
    """Where a browser is sent to log in, and where it exchanges the code."""

    authorization_url: str
    token_url: str
    token_origin: str


class Discovery(NamedTuple):
    keys_url: str
    login: Login | None


def read_discovery(document: Any) -> Discovery:
    """Raises ValueError for a document that is not valid for the configured issuer."""
    if not isinstance(document, dict) or document.get("issuer") != oidc.issuer:
        raise ValueError("The discovery document names a different issuer.")
    keys_url = str(document.get("jwks_uri"))
    if not _is_safe(keys_url):
        raise ValueError("The URL of the keys does not start with https://.")
    return Discovery(keys_url, _read_login(document))


def _read_login(document: dict[str, Any]) -> Login | None:
    """None if it is missing or unsafe; tokens are accepted all the same."""
    authorization_url = str(document.get("authorization_endpoint"))
    token_url = str(document.get("token_endpoint"))
    origin = _ORIGIN.match(token_url)
    if not origin or not _is_safe(authorization_url) or not _is_safe(token_url):
        return None
    return Login(authorization_url, token_url, origin[0])


def _is_safe(url: str) -> bool:
    return url.startswith("https://") or (is_loopback(oidc.issuer) and is_loopback(url))
