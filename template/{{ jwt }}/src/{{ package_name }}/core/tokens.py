"""Access tokens: short-lived proof of a login that is kept in the database.

A token follows RFC 9068: `typ` says what it is, `kid` which key signed it, and issuer
and audience are this service.
"""

import hashlib
import re
from datetime import UTC, datetime
from typing import Final

import jwt

from .config import service
from .exceptions import AuthenticationError
from .secret_config import secrets
from .security import new_id
from .token_config import tokens

_ALGORITHM: Final = "HS256"
_TYPE: Final = "at+jwt"
_FORMAT: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_MAX_LENGTH: Final = 2048
_REQUIRED: Final = ["aud", "exp", "iat", "iss", "jti", "sid", "sub"]


def _key_id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:8]


_KEYS: Final = {_key_id(key): key for key in secrets.keys}
_jwt = jwt.PyJWT(options={"enforce_minimum_key_length": True})


def create_access_token(user_id: int, login_id: str) -> str:
    """A token that names the login, good until its lifetime or the login ends."""
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
    """The id of the login that a valid token names. No database is asked.

    Raises AuthenticationError for anything else, without saying what was wrong.
    """
    if len(token) > _MAX_LENGTH or not _FORMAT.fullmatch(token):
        raise AuthenticationError
    try:
        header = jwt.get_unverified_header(token)
        if header.get("typ") != _TYPE:
            raise AuthenticationError
        claims = _jwt.decode(
            token,
            _KEYS[header["kid"]],
            algorithms=[_ALGORITHM],
            issuer=service.public_url,
            audience=service.public_url,
            leeway=10,
            options={"require": _REQUIRED, "strict_aud": True},
        )
    except (jwt.InvalidTokenError, KeyError, TypeError, ValueError):
        raise AuthenticationError from None
    login_id = claims["sid"]
    if not isinstance(login_id, str):
        raise AuthenticationError
    return login_id
