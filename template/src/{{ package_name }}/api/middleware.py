"""What happens to every request before it meets a route."""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..core import config
from .errors import problem

_TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class TrailingSlash:
    """`/users/` is `/users`: the same route, and no redirect that would lose a body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and len(path := scope["path"]) > 1:
            scope["path"] = path.rstrip("/") or "/"
        await self.app(scope, receive, send)


class BodyLimit:
    """Refuse a body that is too large: at once when it says so, or else where it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > config.service.max_body_bytes:
            response = problem(_TOO_LARGE, _TOO_LARGE.name, _TOO_LARGE.description)
            await response(scope, receive, send)
        elif "transfer-encoding" in headers:
            await self.app(scope, _counting(receive), send)
        else:
            await self.app(scope, receive, send)


def _counting(receive: Receive) -> Receive:
    """As `receive`, until more has arrived than is allowed."""
    arrived = 0

    async def receive_some() -> Message:
        nonlocal arrived
        message = await receive()
        arrived += len(message.get("body", b""))
        if arrived > config.service.max_body_bytes:
            raise HTTPException(_TOO_LARGE)
        return message

    return receive_some
