"""Parses the discovery document of the provider (OpenID Connect Discovery)."""

import re
from typing import Any, Final, NamedTuple

from .oidc_config import oidc
from .signing_keys import quote

# An origin for a content security policy, and nothing that could extend one.
_ORIGIN: Final = re.compile(r"https?://[\w.-]+(:\d+)?(?=[/?]|\Z)", re.ASCII)
# AD FS names the issuer of access tokens separately.
_ISSUERS: Final = ("issuer", "access_token_issuer")


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
    where = f"The discovery document at {oidc.metadata_url}"
    if not isinstance(document, dict):
        raise ValueError(f"{where} is not a JSON object.")  # noqa: TRY004 - so are all
    if oidc.issuer not in [document.get(name) for name in _ISSUERS]:
        raise ValueError(f"{where} {describe_issuer(document.get('issuer'))}")
    keys_url = oidc.keys_url or document.get("jwks_uri")
    if not isinstance(keys_url, str) or not oidc.is_safe(keys_url):
        raise ValueError(
            f"{where} says that the keys are at {quote(keys_url)}, which does not "
            "start with https://."
        )
    return Discovery(keys_url, _read_login(document))


def describe_issuer(found: Any) -> str:
    """How an issuer differs from the setting, for people."""
    sentence = f"names the issuer {quote(found)}, and OIDC_ISSUER is "
    sentence += f"{quote(oidc.issuer)}. They must be the same"
    is_slash = isinstance(found, str) and found.strip("/") == oidc.issuer.strip("/")
    return f"{sentence}, up to the final slash." if is_slash else f"{sentence}."


def _read_login(document: dict[str, Any]) -> Login | None:
    """None if it is missing or unsafe; tokens are accepted all the same."""
    authorization_url = document.get("authorization_endpoint")
    token_url = document.get("token_endpoint")
    if not isinstance(authorization_url, str) or not isinstance(token_url, str):
        return None
    origin = _ORIGIN.match(token_url)
    if not origin or not oidc.is_safe(authorization_url) or not oidc.is_safe(token_url):
        return None
    return Login(authorization_url, token_url, origin[0])
