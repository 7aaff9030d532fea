"""Access tokens of the identity provider: when one is accepted, and what it says.

Nothing here asks anybody. A token is signed by one of the keys that the provider names
(`services/identity_provider.py`), and a key or an address that the token itself brings
along counts for nothing.
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
# Seconds by which the clocks of two machines may differ.
_LEEWAY: Final = 10
_REQUIRED: Final = ["aud", "exp", "iat", "iss", "sub"]
# Later than any token may end, so that a time is a number that can be worked with.
_END_OF_TIME: Final = 2**40
_jwt = jwt.PyJWT(options={"enforce_minimum_key_length": True})


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """A public key of the provider, and the algorithms that it may be used with."""

    material: Any
    algorithms: tuple[str, ...]


class Claims(NamedTuple):
    """What a token says: who it is about, and which roles here that gives them."""

    subject: str
    email: str | None
    roles: frozenset[str]
    expires_at: int


def read_keys(document: Any) -> dict[str, Key]:
    """The keys of a JWK Set by their ids, without those that are of no use here."""
    listed = document.get("keys") if isinstance(document, dict) else None
    keys: dict[str, Key] = {}
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict) and item.get("use", "sig") == "sig":
            key = _read_key(item)
            if key and isinstance(item.get("kid"), str):
                keys[item["kid"]] = key
    return keys


def _read_key(item: dict[str, Any]) -> Key | None:
    """The key, if it is public: with a secret one, a token could be made here."""
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
    """The id of the key that a token says it was signed with; nothing is verified."""
    if len(token) > _MAX_LENGTH or not _FORMAT.fullmatch(token):
        raise AuthenticationError
    return _named_key(token.partition(".")[0])


@lru_cache(maxsize=64)
def _named_key(part: str) -> str:
    """The id that the first part of a token names; all tokens of a key share it."""
    try:
        header = jwt.get_unverified_header(f"{part}..")
    except jwt.PyJWTError:
        raise AuthenticationError from None
    named = header.get("kid")
    if not _is_access_token(header) or not isinstance(named, str):
        raise AuthenticationError
    return named


def _is_access_token(header: Mapping[str, Any]) -> bool:
    """Whether `typ` says so; a prefix may be left out (RFC 9068, 4)."""
    given = str(header.get("typ")).lower().removeprefix("application/")
    return given == oidc.token_type.lower().removeprefix("application/")


def read(token: str, key: Key) -> Claims:
    """What a valid token says.

    Raises AuthenticationError for anything else, without saying what was wrong.
    """
    claims = _verify(token, key)
    if claims.expires_at <= time() - _LEEWAY:
        raise AuthenticationError
    return claims


@lru_cache(maxsize=4096)
def _verify(token: str, key: Key) -> Claims:
    """What a token says that was signed with this key.

    A client sends the same token again and again, and only time can make a good one
    bad; so what was verified once is remembered, until the keys are read again. A
    refusal is not.
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
    """Whether it can be stored and shown: not every string can."""
    return isinstance(value, str) and 0 < len(value) <= length and value.isprintable()


def _is_time(value: Any) -> bool:
    return type(value) in (int, float) and value < _END_OF_TIME


def _roles(claims: Mapping[str, Any]) -> frozenset[str]:
    values = _values(claims, oidc.roles_claim) if oidc.roles_claim else ()
    return frozenset().union(*(oidc.roles_of.get(value, ()) for value in values))


def _values(claims: Mapping[str, Any], path: str) -> Iterable[str]:
    """The words of a claim of this name, or of one within others: `outer.inner`."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for name in path.split("."):
            found = found.get(name) if isinstance(found, dict) else None
    if isinstance(found, str):
        return found.split()
    words = found if isinstance(found, list) else ()
    return [word for word in words if isinstance(word, str)]
