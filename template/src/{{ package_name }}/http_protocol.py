"""HTTP as uvicorn speaks it, with bounds on what is kept before a request is complete.

Nobody knows yet who sends it, and uvicorn bounds neither its size nor its time.
"""

from asyncio import TimerHandle, Transport
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_BYTES: Final = 65_536
"""Of a request line with its headers, or of what follows a chunked body."""
MOST_HEADERS: Final = 100
MOST_PIPELINED: Final = 10
"""Requests that one connection may send ahead while an earlier one is answered."""
PATIENCE = 20.0
"""Seconds in which a request line and its headers must have arrived."""

_REFUSAL: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"Connection: close\r\nContent-Length: 0\r\n\r\n"
)


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
        self._set_deadline()

    def connection_lost(self, exc: Exception | None) -> None:
        self._progress()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._kept += len(data)
        super().data_received(data)
        if self._kept > MOST_BYTES:
            self._refuse()
        elif self._kept and self._deadline is None:
            self._set_deadline()

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
            self._refuse()
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

    @property
    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _progress(self) -> None:
        self._kept = 0
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _set_deadline(self) -> None:
        self._deadline = self.loop.call_later(PATIENCE, self._expire)

    def _expire(self) -> None:
        self._deadline = None
        # Whoever waits for an answer may be late; uvicorn closes what is idle after it.
        if not self._is_answering:
            self.transport.close()

    def _refuse(self) -> None:
        # The client would take it for the answer that is under way.
        if not self._is_answering:
            self.transport.write(_REFUSAL)
        self.transport.close()
