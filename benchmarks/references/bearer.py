"""The bearer token that both reference apps accept."""

from __future__ import annotations

import os

import jwt
from fastapi import HTTPException, status
from fastapi.security import OAuth2PasswordBearer

ALGORITHM = "HS256"
SECRET_KEY = os.environ["SECRET_KEY"]

oauth2_scheme = OAuth2PasswordBearer(tokenUrl="token")


def unauthorized() -> HTTPException:
    """One answer for a bad token and for a user who is gone."""
    return HTTPException(
        status.HTTP_401_UNAUTHORIZED,
        "Could not validate credentials",
        headers={"WWW-Authenticate": "Bearer"},
    )


def user_id_of(token: str) -> int:
    """Return the user that a valid token names, else raise the 401."""
    try:
        payload = jwt.decode(token, SECRET_KEY, algorithms=[ALGORITHM])
        return int(payload["sub"])
    except (jwt.InvalidTokenError, KeyError, ValueError) as error:
        raise unauthorized() from error
