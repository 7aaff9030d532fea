"""Print which functions of a service its requests enter, as JSON.

Runs in an installed project. Functions of `kit/`, comprehensions and middleware are
left out.
"""

import asyncio
import json
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

PACKAGE = next(Path("src").resolve().iterdir())
_PASSWORD = "Correct-Horse-7-Battery"  # noqa: S105 - of an account that lasts seconds
_ACCOUNT = {"email": "house@example.com", "password": _PASSWORD}
_LEFT_OUT = ("kit", "api/middleware.py")

Calls = set[tuple[str, str]]


def main() -> None:
    # A thread has a profile function only if it starts after this.
    threading.setprofile(_note)
    sys.setprofile(_note)
    _import("kit.migration").upgrade()
    found = asyncio.run(_requests())
    sys.setprofile(None)
    print(json.dumps(found))


async def _requests() -> dict[str, list[tuple[str, str]]]:
    app = _import("main").app
    registration = _import("schemas.registration").UserCreate(**_ACCOUNT)
    await _import("services.account_service").create_admin(registration)
    for _ in range(2):
        # The second time, what is kept between requests is there.
        with _noted() as login:
            answer = await _ask(app, "POST", "/api/v1/auth/login", json.dumps(_ACCOUNT))
        token = json.loads(answer)["access_token"]
    for _ in range(2):
        with _noted() as users:
            await _ask(app, "GET", "/api/v1/users", token=token)
    found = {"POST /auth/login": sorted(login), "GET /users": sorted(users)}
    await _import("kit.database").dispose()
    return found


async def _ask(
    app: Callable[..., Awaitable[None]],
    method: str,
    path: str,
    body: str = "",
    token: str = "",
) -> bytes:
    """The body of the response to a request, which has to succeed."""
    headers = [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")]
    headers.append((b"content-length", str(len(body)).encode()))
    if token:
        headers.append((b"authorization", f"Bearer {token}".encode()))
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body.encode(), "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    if sent[0]["status"] != HTTPStatus.OK:
        raise SystemExit(f"{method} {path} was answered {sent}")
    return b"".join(message.get("body", b"") for message in sent[1:])


_noting: Calls | None = None


@contextmanager
def _noted() -> Iterator[Calls]:
    """The functions that are entered during the block, in any thread."""
    global _noting  # noqa: PLW0603 - a profile function has no other place
    calls: Calls = set()
    _noting = calls
    try:
        yield calls
    finally:
        _noting = None


def _note(frame: FrameType, event: str, _argument: object) -> None:
    code = frame.f_code
    file = Path(code.co_filename)
    if event != "call" or _noting is None or not file.is_relative_to(PACKAGE):
        return
    name = file.relative_to(PACKAGE).as_posix()
    if not name.startswith(_LEFT_OUT) and not code.co_name.startswith("<"):
        _noting.add((name, code.co_qualname))


def _import(name: str) -> Any:  # noqa: ANN401 - a module of a rendered service
    return import_module(f"{PACKAGE.name}.{name}")


if __name__ == "__main__":
    main()
