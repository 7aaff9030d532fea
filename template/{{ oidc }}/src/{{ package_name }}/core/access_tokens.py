"""Access tokens of the identity provider: verification and claims.

Pure functions, without I/O. A token must be signed by one of the keys that the provider
publishes (`services/identity_provider.py`); keys and URLs in the token are ignored.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from time import time
from typing import Any, Final, NamedTuple

import jwt

from .exceptions import AuthenticationError
from .oidc_config import oidc

_FORMAT: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_MAX_LENGTH: Final = 8192
# Seconds by which two clocks may differ.
_LEEWAY: Final = 10
_REQUIRED: Final = ["aud", "exp", "iat", "iss", "sub"]
# Upper bound for `exp`, which may be any number in JSON.
_END_OF_TIME: Final = 2**40
_jwt = jwt.PyJWT(options={"enforce_minimum_key_length": True})


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """A public key of the provider, and the algorithms that it may be used with."""

    material: Any
    algorithms: tuple[str, ...]


class Claims(NamedTuple):
    """The claims of a token, with the roles of this service that they grant."""

    subject: str
    email: str | None
    roles: frozenset[str]
    expires_at: int


def read_keys(document: Any) -> dict[str, Key]:
    """The usable keys of a JWK Set, by their ids."""
    listed = document.get("keys") if isinstance(document, dict) else None
    keys: dict[str, Key] = {}
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict) and item.get("use", "sig") == "sig":
            key = _read_key(item)
            if key and isinstance(item.get("kid"), str):
                keys[item["kid"]] = key
    return keys


def _read_key(item: dict[str, Any]) -> Key | None:
    """The key, if it is public: with a secret key, this service could forge tokens."""
    named = item.get("alg")
    algorithms = [name for name in oidc.algorithms if named in (None, name)]
    if item.get("kty") not in {"RSA", "EC", "OKP"} or not algorithms:
        return None
    try:
        material = jwt.PyJWK(item).key
    except (jwt.PyJWTError, TypeError, ValueError):
        return None
    is_private = hasattr(material, "private_bytes")
    return None if is_private else Key(material, tuple(algorithms))


def key_id(token: str) -> str:
    """The id of the key that a token claims to be signed with; nothing is verified."""
    if len(token) > _MAX_LENGTH or not _FORMAT.fullmatch(token):
        raise AuthenticationError
    return _named_key(token.partition(".")[0])


@lru_cache(maxsize=64)
def _named_key(part: str) -> str:
    """The key id in a token header; all tokens of a key share the same header."""
    try:
        header = jwt.get_unverified_header(f"{part}..")
    except jwt.PyJWTError:
        raise AuthenticationError from None
    named = header.get("kid")
    if not _is_access_token(header) or not isinstance(named, str):
        raise AuthenticationError
    return named


def _is_access_token(header: Mapping[str, Any]) -> bool:
    """Whether `typ` says so; its prefix is optional (RFC 9068, section 4)."""
    given = str(header.get("typ")).lower().removeprefix("application/")
    return given == oidc.token_type.lower().removeprefix("application/")


def read(token: str, key: Key) -> Claims:
    """The claims of a valid token.

    Raises AuthenticationError for anything else, without saying what was wrong.
    """
    claims = _verify(token, key)
    if claims.expires_at <= time() - _LEEWAY:
        raise AuthenticationError
    return claims


@lru_cache(maxsize=4096)
def _verify(token: str, key: Key) -> Claims:
    """The claims of a token that is signed with this key.

    Clients send the same token many times, and only time can invalidate it, so verified
    tokens are cached until the keys are fetched again. Failures are not.
    """
    try:
        claims = _jwt.decode(
            token,
            key.material,
            algorithms=key.algorithms,
            issuer=oidc.issuer,
            audience=oidc.audience,
            leeway=_LEEWAY,
            options={"require": _REQUIRED},
        )
    except jwt.PyJWTError:
        raise AuthenticationError from None
    subject, expires_at = claims["sub"], claims["exp"]
    if not _is_text(subject, 255) or not _is_time(expires_at):
        raise AuthenticationError
    email = claims.get("email")
    return Claims(
        subject=subject,
        email=email if _is_text(email, 254) else None,
        roles=_roles(claims),
        expires_at=int(expires_at),
    )


def _is_text(value: Any, length: int) -> bool:
    """Whether it can be stored and displayed, unlike some strings."""
    return isinstance(value, str) and 0 < len(value) <= length and value.isprintable()


def _is_time(value: Any) -> bool:
    return type(value) in (int, float) and value < _END_OF_TIME


def _roles(claims: Mapping[str, Any]) -> frozenset[str]:
    values = _values(claims, oidc.roles_claim) if oidc.roles_claim else ()
    return frozenset().union(*(oidc.roles_of.get(value, ()) for value in values))


def _values(claims: Mapping[str, Any], path: str) -> Iterable[str]:
    """The words of a claim, which may be nested: `outer.inner`."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for name in path.split("."):
            found = found.get(name) if isinstance(found, dict) else None
    if isinstance(found, str):
        return found.split()
    words = found if isinstance(found, list) else ()
    return [word for word in words if isinstance(word, str)]
