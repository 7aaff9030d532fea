"""HTTP as uvicorn speaks it, with bounds on what is kept before a request is complete.

Nobody knows yet who sends it, and uvicorn bounds neither its size nor its time.
"""

import json
from asyncio import TimerHandle, Transport
from http import HTTPStatus
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_BYTES: Final = 65_536
"""Of a request line with its headers, or of what follows a chunked body."""
MOST_HEADERS: Final = 100
MOST_PIPELINED: Final = 10
"""Requests that one connection may send ahead while an earlier one is answered."""
PATIENCE = 20.0
"""Seconds in which a request line and its headers must have arrived."""

_TOO_LARGE: Final = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE


class _RefusedError(Exception):
    """Ends the parsing of what has arrived; uvicorn logs that it was not valid."""


class BoundedProtocol(HttpToolsProtocol):
    """Refuses and closes a connection that sends too much or too slowly.

    What counts are the bytes since the last whole request line with its headers, part
    of a body, or end of a request: the parser keeps them, whatever they will be.
    """

    _kept = 0
    _deadline: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # A proxy may open it in advance, as it keeps others that are idle.
        self._set_deadline(self.timeout_keep_alive)

    def connection_lost(self, exc: Exception | None) -> None:
        self._progress()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if not self._kept:
            # The connection is no longer idle.
            self._progress()
        self._kept += len(data)
        super().data_received(data)
        if self._kept > MOST_BYTES:
            self._refuse(_TOO_LARGE)
        elif self._kept and self._deadline is None:
            self._set_deadline(PATIENCE)

    def on_headers_complete(self) -> None:
        self._progress()
        size = len(self.url) + sum(
            len(name) + len(value) for name, value in self.headers
        )
        if (
            size > MOST_BYTES
            or len(self.headers) > MOST_HEADERS
            or len(self.pipeline) >= MOST_PIPELINED
        ):
            self._refuse(_TOO_LARGE)
            raise _RefusedError
        super().on_headers_complete()
        # The request keeps the list: what comes behind its body is no header of it.
        self.headers = self.headers.copy()

    def on_body(self, body: bytes) -> None:
        self._progress()
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._progress()
        super().on_message_complete()

    def _unsupported_upgrade_warning(self) -> None:
        """Nothing: the request is answered, and strangers would fill the log."""

    def send_400_response(self, msg: str) -> None:
        """Refuse what is not HTTP, for uvicorn, which would do so in plain text."""
        self._refuse(HTTPStatus.BAD_REQUEST, msg)

    @property
    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _progress(self) -> None:
        self._kept = 0
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _set_deadline(self, seconds: float) -> None:
        self._deadline = self.loop.call_later(seconds, self._expire)

    def _expire(self) -> None:
        self._deadline = None
        # Whoever waits for an answer may be late; uvicorn closes what is idle after it.
        if not self._is_answering:
            self.transport.close()

    def _refuse(self, status: HTTPStatus, detail: str = "") -> None:
        # The client would take it for the answer that is under way.
        if not self._is_answering and not self.transport.is_closing():
            self.transport.write(_problem(status, detail or status.description))
        self.transport.close()


def _problem(status: HTTPStatus, detail: str) -> bytes:
    """A response like those of `api/errors.py`, which workers import only later."""
    body = json.dumps(
        {
            "type": "about:blank",
            "title": status.phrase,
            "status": status,
            "detail": detail,
            "error_code": status.name,
        }
    )
    head = (
        f"HTTP/1.1 {status} {status.phrase}\r\n"
        "Content-Type: application/problem+json\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\n"
        "Connection: close\r\n\r\n"
    )
    return (head + body).encode("ascii")
