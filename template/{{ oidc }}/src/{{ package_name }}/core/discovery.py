"""What the provider says of itself, as OpenID Connect Discovery has it."""

import re
from typing import Any, Final, NamedTuple

from .oidc_config import is_loopback, oidc

# What a content security policy can name, and nothing that could add to one.
_ORIGIN: Final = re.compile(r"https?://[\w.-]+(:\d+)?(?=[/?]|\Z)", re.ASCII)


class Login(NamedTuple):
    """Where a browser is sent to log in, and asks for a token with the code."""

    authorization_url: str
    token_url: str
    token_origin: str


class Discovery(NamedTuple):
    keys_url: str
    login: Login | None


def read_discovery(document: Any) -> Discovery:
    """Raises ValueError for what no provider of the configured issuer would say."""
    if not isinstance(document, dict) or document.get("issuer") != oidc.issuer:
        raise ValueError("The document at the issuer's URL is of another issuer.")
    keys_url = str(document.get("jwks_uri"))
    if not _is_safe(keys_url):
        raise ValueError("The URL of the keys does not begin with https://.")
    return Discovery(keys_url, _read_login(document))


def _read_login(document: dict[str, Any]) -> Login | None:
    """None if it is missing or unsafe: tokens are accepted without it."""
    authorization_url = str(document.get("authorization_endpoint"))
    token_url = str(document.get("token_endpoint"))
    origin = _ORIGIN.match(token_url)
    if not origin or not _is_safe(authorization_url) or not _is_safe(token_url):
        return None
    return Login(authorization_url, token_url, origin[0])


def _is_safe(url: str) -> bool:
    return url.startswith("https://") or (is_loopback(oidc.issuer) and is_loopback(url))
