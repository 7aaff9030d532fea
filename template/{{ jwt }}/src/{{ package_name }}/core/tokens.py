"""Access tokens: short-lived proof of a session that is stored in the database.

A token follows RFC 9068: `typ` tells its type, `kid` the key that signed it, and issuer
and audience are this service.
"""

import hashlib
import re
from datetime import UTC, datetime
from functools import lru_cache
from time import time
from typing import Any, Final

import jwt

from ..kit.errors import AuthenticationError
from .config import service
from .secret_config import secrets
from .security import new_id
from .token_config import tokens

_ALGORITHM: Final = "HS256"
_TYPE: Final = "at+jwt"
_FORMAT: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_ID: Final = re.compile(r"[\w-]{1,32}", re.ASCII)
_MAX_LENGTH: Final = 2048
# Seconds by which two clocks may differ.
_LEEWAY: Final = 10
# Upper bound for `exp`, which may be any number in JSON.
_END_OF_TIME: Final = 2**40
_REQUIRED: Final = ["aud", "exp", "iat", "iss", "jti", "sid", "sub"]


def _key_id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:8]


_KEYS: Final = {_key_id(key): key for key in secrets.keys}
_jwt = jwt.PyJWT(options={"enforce_minimum_key_length": True})


def create_access_token(user_id: int, login_id: str) -> str:
    """A token that names a session, valid until its lifetime or the session ends."""
    now = datetime.now(UTC)
    key_id, key = next(iter(_KEYS.items()))
    claims = {
        "iss": service.public_url,
        "aud": service.public_url,
        "sub": str(user_id),
        "sid": login_id,
        "jti": new_id(),
        "iat": now,
        "exp": now + tokens.access_token_lifetime,
    }
    headers = {"typ": _TYPE, "kid": key_id}
    return _jwt.encode(claims, key, algorithm=_ALGORITHM, headers=headers)


def read_access_token(token: str) -> str:
    """The id of the session that a valid token names, without a look at the database.

    Raises AuthenticationError for anything else, without saying what was wrong.
    """
    login_id, expires_at = _verify(token)
    if expires_at <= time() - _LEEWAY:
        raise AuthenticationError
    return login_id


@lru_cache(maxsize=4096)
def _verify(token: str) -> tuple[str, int]:
    """The session and the expiry (a Unix time) of a token that this service signed.

    Clients send the same token many times, and only time can invalidate it, so verified
    tokens are cached. Failures are not.
    """
    if len(token) > _MAX_LENGTH or not _FORMAT.fullmatch(token):
        raise AuthenticationError
    for key_id, key in _KEYS.items():
        try:
            decoded = _decode(token, key)
        except jwt.InvalidSignatureError:
            continue
        except (jwt.InvalidTokenError, TypeError, ValueError):
            break
        header, claims = decoded["header"], decoded["payload"]
        if (header.get("typ"), header.get("kid")) != (_TYPE, key_id):
            break
        login_id, expires_at = claims["sid"], claims["exp"]
        if not _is_id(login_id) or not _is_time(expires_at):
            break
        return login_id, expires_at
    raise AuthenticationError


def _is_id(value: Any) -> bool:
    """Whether the database can be asked for it; JSON can contain half a character."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_time(value: Any) -> bool:
    """Whether it is a usable integer: PyJWT also accepts numeric strings."""
    return type(value) is int and value < _END_OF_TIME


def _decode(token: str, key: str) -> dict[str, Any]:
    return _jwt.decode_complete(
        token,
        key,
        algorithms=[_ALGORITHM],
        issuer=service.public_url,
        audience=service.public_url,
        leeway=_LEEWAY,
        options={"require": _REQUIRED, "strict_aud": True},
    )
