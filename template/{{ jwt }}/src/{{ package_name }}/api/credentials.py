"""How a request names its login: by an access token in its Authorization header."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from ..core.exceptions import AuthenticationError
from ..core.tokens import read_access_token

_bearer = HTTPBearer(
    auto_error=False,
    bearerFormat="JWT",
    description="Paste the `access_token` that `POST /api/v1/auth/login` answers with.",
)


async def get_login_id(
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> str:
    """The login that a valid token names. It may be over; `get_caller` finds out."""
    if credentials is None:
        raise AuthenticationError
    return read_access_token(credentials.credentials)


LoginId = Annotated[str, Depends(get_login_id)]
