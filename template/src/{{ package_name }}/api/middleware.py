"""What happens to every request before it meets a route."""

from starlette.types import ASGIApp, Receive, Scope, Send


class TrailingSlash:
    """`/users/` is `/users`: the same route, and no redirect that would lose a body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and len(path := scope["path"]) > 1:
            scope["path"] = path.rstrip("/") or "/"
        await self.app(scope, receive, send)
