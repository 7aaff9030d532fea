"""What happens to every request before it meets a route."""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ..core import config
from .errors import problem


class TrailingSlash:
    """`/users/` is `/users`: the same route, and no redirect that would lose a body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and len(path := scope["path"]) > 1:
            scope["path"] = path.rstrip("/") or "/"
        await self.app(scope, receive, send)


class DeclaredLength:
    """Refuse a body that announces to be too large, before a byte of it is read.

    One that announces nothing is cut off by FastAPI, which counts what arrives.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            length = Headers(scope=scope).get("content-length", "0")
            if not length.isdecimal() or int(length) > config.service.max_body_bytes:
                status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
                response = problem(status, status.name, "The body is too large.")
                await response(scope, receive, send)
                return
        await self.app(scope, receive, send)
