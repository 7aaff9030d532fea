"""Access tokens of the identity provider: verification and claims.

Pure functions, without I/O. A token must be signed by one of the keys that the provider
publishes (`services/identity_provider.py`); keys and URLs in the token are ignored.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from time import time
from typing import Any, Final, NamedTuple

import jwt

from . import token_claims
from .identifiers import is_subject, is_text
from .identity_exceptions import Refusal, TokenRefusedError
from .oidc_config import oidc, shorten_type
from .signing_keys import Key, KeyName

_FORMAT: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
MAX_LENGTH: Final = 8192
_REQUIRED: Final = ["exp", "iat", "iss", "sub"]
# Upper bound for times, which may be any number in JSON.
_END_OF_TIME: Final = 2**40
# Hashes of what was issued together with an ID token.
_ONLY_IN_ID_TOKENS: Final = ("at_hash", "c_hash")
# How Keycloak names its other tokens, in the claim `typ`.
_OTHER_TOKENS: Final = ("ID", "Logout")
_REASONS: Final[dict[type[Exception], Refusal]] = {
    jwt.ExpiredSignatureError: Refusal.EXPIRED,
    jwt.ImmatureSignatureError: Refusal.EARLY,
    jwt.InvalidIssuerError: Refusal.ISSUER,
    jwt.InvalidSignatureError: Refusal.SIGNATURE,
    jwt.MissingRequiredClaimError: Refusal.CLAIM,
}
_jwt = jwt.PyJWT(options={"enforce_minimum_key_length": True})


class Claims(NamedTuple):
    """The claims of a token, with the roles of this service that they grant."""

    subject: str
    email: str | None
    roles: frozenset[str]
    expires_at: int
    issued_at: int = 0
    name: str | None = None


def key_name(token: str) -> KeyName:
    """The key that a token claims to be signed with; nothing is verified."""
    if len(token) > MAX_LENGTH or not _FORMAT.fullmatch(token):
        raise TokenRefusedError(Refusal.MALFORMED)
    return _read_header(token.partition(".")[0])


@lru_cache(maxsize=64)
def _read_header(part: str) -> KeyName:
    """The key in a token header; all tokens of a key share the same header."""
    try:
        header = jwt.get_unverified_header(f"{part}..")
    except Exception:  # noqa: BLE001 - no token may be an error of this service
        raise TokenRefusedError(Refusal.MALFORMED) from None
    # Nothing critical is known here, nor is a payload that is not encoded.
    if "crit" in header or "b64" in header:
        raise TokenRefusedError(Refusal.MALFORMED)
    if _type(header) != oidc.expected_type:
        raise TokenRefusedError(Refusal.TYPE)
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in oidc.algorithms:
        raise TokenRefusedError(Refusal.ALGORITHM)
    # PyJWT has checked that it is a text.
    return KeyName(header.get("kid"), algorithm)


def _type(header: Mapping[str, Any]) -> Any:
    """The `typ` header, or None; anything but a text is like no type."""
    given = header.get("typ")
    return shorten_type(given) if isinstance(given, str) else given


def read(token: str, key: Key) -> Claims:
    """The claims of a valid token.

    Raises TokenRefusedError for anything else; the response does not tell the reason.
    """
    claims = _verify(token, key)
    if claims.expires_at <= time() - oidc.leeway_seconds:
        raise TokenRefusedError(Refusal.EXPIRED)
    return claims


@lru_cache(maxsize=4096)
def _verify(token: str, key: Key) -> Claims:
    """The claims of a token that is signed with this key.

    Clients send the same token many times, and only time can invalidate it, so verified
    tokens are cached until the keys are fetched again. Failures are not.
    """
    claims = _decode(token, key)
    if reason := _find_fault(claims):
        raise TokenRefusedError(reason)
    return Claims(
        subject=claims["sub"],
        email=_text(claims, oidc.email_claim, 254),
        roles=token_claims.roles(claims),
        expires_at=int(claims["exp"]),
        issued_at=int(claims["iat"]),
        name=_text(claims, oidc.name_claim, 100),
    )


def _decode(token: str, key: Key) -> dict[str, Any]:
    """The claims, after the signature, the issuer and the times were checked."""
    try:
        return _jwt.decode(
            token,
            key.material,
            algorithms=[key.algorithm],
            issuer=oidc.issuer,
            leeway=oidc.leeway_seconds,
            # `_find_fault` is stricter about these.
            options={"require": _REQUIRED, "verify_aud": False, "verify_sub": False},
        )
    except jwt.PyJWTError as error:
        reason = _REASONS.get(type(error), Refusal.MALFORMED)
        raise TokenRefusedError(reason) from None
    except Exception:  # noqa: BLE001 - no token may be an error of this service
        raise TokenRefusedError(Refusal.MALFORMED) from None


def _find_fault(claims: Mapping[str, Any]) -> Refusal | None:
    """What is wrong with the claims of a token whose signature is right."""
    times = [claims["exp"], claims["iat"], claims.get("nbf", 0)]
    if not is_subject(claims["sub"]) or not all(map(_is_time, times)):
        return Refusal.CLAIM
    if not _is_for_us(claims):
        return Refusal.AUDIENCE
    if not _is_access_token(claims):
        return Refusal.PURPOSE
    return None


def _is_time(value: Any) -> bool:
    return type(value) in (int, float) and value < _END_OF_TIME


def _is_for_us(claims: Mapping[str, Any]) -> bool:
    """Whether the audience is right. If another claim holds it, `aud` may be absent."""
    audience = claims.get("aud")
    listed = audience if isinstance(audience, list) else [audience]
    is_named = oidc.audience in listed and all(isinstance(one, str) for one in listed)
    if oidc.audience_claim == "aud":
        return is_named
    return claims.get(oidc.audience_claim) == oidc.audience and (
        audience is None or is_named
    )


def _is_access_token(claims: Mapping[str, Any]) -> bool:
    """Whether nothing says that it is another token, and it has the required claims."""
    return (
        not any(name in claims for name in _ONLY_IN_ID_TOKENS)
        and claims.get("token_use") != "id"
        and claims.get("typ") not in _OTHER_TOKENS
        and all(token_claims.has(claims, *pair) for pair in oidc.required)
    )


def _text(claims: Mapping[str, Any], path: str | None, max_length: int) -> str | None:
    """A claim that can be stored and displayed."""
    found = token_claims.find(claims, path) if path else None
    return found if is_text(found, max_length) else None
