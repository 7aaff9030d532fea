"""The session cookie: how it is set, read and deleted.

It holds the id and the secret of a session; the database has only a digest of the
secret. Scripts cannot read it. In production, its name binds it to this host
(RFC 6265bis), so it has no path.
"""

import re
from typing import Final

from fastapi import Request, Response

from ..core.session_config import sessions
from ..kit.errors import AuthenticationError
from ..services.auth_service import Login

NAME: Final = sessions.cookie_name
_FORMAT: Final = re.compile(r"([\w-]{16,32})\.([\w-]{43})", re.ASCII)


def set_cookie(response: Response, login: Login) -> None:
    response.set_cookie(
        NAME,
        f"{login.id}.{login.secret}",
        max_age=int(sessions.lifetime.total_seconds()),
        secure=sessions.secure,
        httponly=True,
        samesite=sessions.same_site,
    )


def delete_cookie(response: Response) -> None:
    response.delete_cookie(
        NAME,
        secure=sessions.secure,
        httponly=True,
        samesite=sessions.same_site,
    )


def list_cookies(request: Request) -> list[str]:
    """The value of each session cookie that a request has, whatever it is."""
    pairs = ";".join(request.headers.getlist("cookie")).split(";")
    return [
        value
        # No other space: a browser guards the prefix of the name, and only as it is.
        for name, _, value in (pair.strip(" \t").partition("=") for pair in pairs)
        if name == NAME
    ]


def read_cookie(request: Request) -> tuple[str, str]:
    """The id and the secret of the session that a request names.

    Raises AuthenticationError if there is no valid cookie, or more than one.
    """
    values = list_cookies(request)
    found = _FORMAT.fullmatch(values[0]) if len(values) == 1 else None
    if found is None:
        raise AuthenticationError
    return found[1], found[2]
