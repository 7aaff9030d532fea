"""What every request passes before it reaches a route. All of it is plain ASGI."""

import logging
import re
from functools import lru_cache
from http import HTTPStatus
from ipaddress import ip_address
from time import perf_counter
from urllib.parse import quote
from uuid import uuid4

import structlog
from fastapi import FastAPI, Response
from opentelemetry import trace
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from ..core import config
from ..kit.context import RequestContext, request_context
from .credentials import SENT_BY_BROWSERS
from .errors import http_problem, problem, unexpected_problem, unknown_host_problem
from .openapi import HEADERS

logger = logging.getLogger(__name__)
requests: FilteringBoundLogger = structlog.get_logger()

# The column's length. Only a zone, which is free text, makes an address longer.
_LONGEST_ADDRESS = 45
_CORS_HEADERS = ("Authorization", "Content-Type", "If-Match", "X-Request-ID")
_PORT = re.compile(r":\d*\Z", re.ASCII)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
_TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def install(app: FastAPI) -> None:
    """Wrap the application; what is added last sees a request first."""
    if config.service.path_prefix:
        app.add_middleware(PathPrefix)
    app.add_middleware(SameRoute)
    app.add_middleware(BodyLimit)
    app.add_middleware(AllowedHosts)
    app.add_middleware(UnexpectedErrors)
    if config.service.cors_origins:
        app.add_middleware(
            CrossOrigin,
            allow_origins=config.service.cors_origins,
            allow_credentials=SENT_BY_BROWSERS,
            allow_methods=["*"],
            allow_headers=[*_CORS_HEADERS, *config.service.cors_headers],
            expose_headers=[*HEADERS, "X-Request-ID"],
        )
    app.add_middleware(RequestLog)
    app.add_middleware(SecurityHeaders)


class RequestLog:
    """Give the request an id and a `request_context`, and log how it ended.

    A well-formed `X-Request-ID` from the client is kept. The query is not logged.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        context = _describe(scope)
        request_context.set(context)
        request_id = (b"x-request-id", str(context.request_id).encode())
        started, status = perf_counter(), 0

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                message["headers"] = [*message["headers"], request_id]
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        finally:
            requests.info(
                "request",
                method=scope["method"],
                path=_harmless(scope["path"]),
                status=status,
                milliseconds=round((perf_counter() - started) * 1000, 1),
                client=context.ip_address,
                caller=context.caller_id,
            )


def _harmless(path: str) -> str:
    """The path, percent-encoded if it contains control characters."""
    return path if path.isprintable() else quote(path)


def _describe(scope: Scope) -> RequestContext:
    headers = Headers(scope=scope)
    given = headers.get("x-request-id", "")
    return RequestContext(
        request_id=given if _REQUEST_ID.fullmatch(given) else uuid4().hex,
        ip_address=_address(scope["client"][0]) if scope["client"] else None,
        user_agent=headers.get("user-agent", "")[:200] or None,
    )


@lru_cache(maxsize=1000)
def _address(host: str) -> str | None:
    """The IP address of a client; a proxy may pass on anything in its place."""
    try:
        ip_address(host)
    except ValueError:
        return None
    return host if len(host) <= _LONGEST_ADDRESS else None


class UnexpectedErrors:
    """Log an unexpected error with its traceback, and respond without it.

    It is inside of CORS, so that pages of other origins can read the response as well.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        except Exception as error:
            logger.exception("unexpected error")
            trace.get_current_span().record_exception(error)
            if started or scope["type"] != "http":
                raise
            await unexpected_problem()(scope, receive, send)


class CrossOrigin(CORSMiddleware):
    """CORS that refuses a preflight with a problem document, not in plain text."""

    def preflight_response(self, request_headers: Headers) -> Response:
        response = super().preflight_response(request_headers)
        if response.status_code == HTTPStatus.OK:
            return response
        kept = {
            name: value
            for name, value in response.headers.items()
            if not name.startswith("content-")
        }
        refused = bytes(response.body).decode()
        return problem(response.status_code, "CORS_REFUSED", f"{refused}.", kept)


class SecurityHeaders:
    """Tell browsers not to cache, frame, sniff or execute responses."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        headers = {
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        }
        if config.service.in_production:
            year = 365 * 24 * 60 * 60
            headers["Strict-Transport-Security"] = f"max-age={year}"
        self.headers = [
            (name.lower().encode(), value.encode()) for name, value in headers.items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(header for header in self.headers if header[0] not in given),
                ]
            await send(message)

        await self.app(scope, receive, send_with_headers)


class AllowedHosts:
    """Refuse requests whose `Host` is not in `ALLOWED_HOSTS`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        allowed = config.service.allowed_hosts
        if scope["type"] == "http" and "*" not in allowed:
            hosts = Headers(scope=scope).getlist("host")
            if len(hosts) != 1 or _PORT.sub("", hosts[0]).lower() not in allowed:
                await unknown_host_problem()(scope, receive, send)
                return
        await self.app(scope, receive, send)


class BodyLimit:
    """Refuse bodies over the limit: by `Content-Length`, or else while reading.

    FastAPI's `max_body_size` would respond in plain text if no route reads the body.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > config.service.max_body_bytes:
            response = http_problem(_TOO_LARGE)
            await response(scope, receive, send)
        elif "transfer-encoding" in headers:
            await self.app(scope, _counting(receive), send)
        else:
            await self.app(scope, receive, send)


def _counting(receive: Receive) -> Receive:
    """Like `receive`, until the body exceeds the limit."""
    arrived = 0

    async def receive_some() -> Message:
        nonlocal arrived
        message = await receive()
        arrived += len(message.get("body", b""))
        if arrived > config.service.max_body_bytes:
            raise HTTPException(_TOO_LARGE)
        return message

    return receive_some


class SameRoute:
    """Route `/users/` like `/users`, and HEAD like GET.

    There is no redirect, so no request body is lost. The server drops the body of the
    response to a HEAD; everything else is as for GET (RFC 9110, 9.3.2).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["path"] = scope["path"].rstrip("/") or "/"
            if scope["method"] == "HEAD":
                scope = {**scope, "method": "GET"}
        await self.app(scope, receive, send)


class PathPrefix:
    """Put back the path of `PUBLIC_URL`, which the proxy has removed from the request.

    With `root_path`, ASGI's name for it, routes match without it, and URLs have it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.prefix = config.service.path_prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # What is no request, the lifespan, has no path.
        path = self.prefix + scope.get("path", "")
        scope = {**scope, "path": path, "root_path": self.prefix}
        await self.app(scope, receive, send)
