"""One keep-alive client of the load: sends, reads, times, and reconnects."""

from __future__ import annotations

import asyncio
import re
from array import array
from collections import Counter
from dataclasses import dataclass, field
from time import perf_counter
from typing import cast

RECONNECT_SECONDS = 0.05
CONTENT_LENGTH = re.compile(rb"\r\ncontent-length:\s*(\d+)")


@dataclass(slots=True)
class Job:
    """Where all clients of one load send, and until when (in `perf_counter` time)."""

    host: str
    port: int
    ends: float


@dataclass(slots=True)
class Tally:
    """What all clients of one load have seen so far."""

    latencies: array[float] = field(default_factory=lambda: array("d"))
    statuses: Counter[int] = field(default_factory=Counter)
    in_time: int = 0
    errors: int = 0
    timeouts: int = 0
    first_error: str = ""


def parse(buffer: bytes) -> tuple[int, bool] | None:
    """Return status and keep-alive of a complete answer, None of an incomplete one.

    Raises ValueError for an answer that does not say its length.
    """
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = buffer[:end].lower()
    status = int(head[9:12])
    length = CONTENT_LENGTH.search(head)
    if length is None:
        message = f"an answer with status {status} has no Content-Length"
        raise ValueError(message)
    if len(buffer) < end + 4 + int(length[1]):
        return None
    return status, b"\r\nconnection: close" not in head


class Client(asyncio.Protocol):
    """Has at most one request in flight, the age of which the load watches.

    Every connection, however it ends, ends in `connection_lost`: the only place that
    opens the next one, so that a late event never meets a newer connection.
    """

    def __init__(self, job: Job, tally: Tally, message: bytes) -> None:
        """Prepare only; `connect` begins to send the message, again and again."""
        self.job = job
        self.message = message
        self.tally = tally
        self.loop = asyncio.get_running_loop()
        self.transport: asyncio.Transport | None = None
        self.opening: asyncio.Task[None] | None = None
        self.sent_at: float | None = None
        self.buffer = b""

    def connect(self) -> None:
        """Open a connection, unless the time is over. Opening may time out, too."""
        if perf_counter() < self.job.ends:
            self.sent_at = perf_counter()
            self.opening = self.loop.create_task(self.open())

    async def open(self) -> None:
        """Try once, and again after a pause."""
        try:
            await self.loop.create_connection(
                lambda: self, self.job.host, self.job.port
            )
        except OSError as error:
            self.fail(str(error))
            self.loop.call_later(RECONNECT_SECONDS, self.connect)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request of this connection."""
        self.transport = cast("asyncio.Transport", transport)
        self.buffer = b""
        self.send(perf_counter())

    def send(self, now: float) -> None:
        """Send the next request, unless the time is over."""
        if self.transport is None or now >= self.job.ends:
            self.sent_at = None
            return
        self.sent_at = now
        self.transport.write(self.message)

    def data_received(self, data: bytes) -> None:
        """Count an answer as soon as it is complete, and go on."""
        self.buffer = self.buffer + data if self.buffer else data
        try:
            answer = parse(self.buffer)
        except ValueError as error:
            self.fail(str(error))
            self.close()
            return
        if answer is None or self.sent_at is None:
            return
        status, keep_alive = answer
        now = perf_counter()
        self.buffer = b""
        self.tally.latencies.append(now - self.sent_at)
        self.tally.statuses[status] += 1
        self.tally.in_time += now < self.job.ends
        if keep_alive:
            self.send(now)
        else:
            self.sent_at = None
            self.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count a broken connection as an error only if it left a question open."""
        self.transport = None
        if self.sent_at is not None:
            self.fail(str(exc or "the server closed the connection"))
        self.loop.call_later(RECONNECT_SECONDS, self.connect)

    def fail(self, message: str) -> None:
        """Count a request that got no usable answer."""
        self.sent_at = None
        self.tally.errors += 1
        self.tally.first_error = self.tally.first_error or message

    def expire(self, now: float, patience: float) -> None:
        """Give up on a request that is too old.

        Its age counts as its latency, a lower bound: percentiles without the requests
        that never came back would make a blocked server look fast.
        """
        if self.sent_at is None or now - self.sent_at < patience:
            return
        self.tally.timeouts += 1
        self.tally.latencies.append(now - self.sent_at)
        self.sent_at = None
        if self.transport is not None:
            self.close()
        elif self.opening is not None:
            self.opening.cancel()
            self.loop.call_later(RECONNECT_SECONDS, self.connect)

    def close(self) -> None:
        """Drop the connection without waiting for anything."""
        if self.transport is not None:
            self.transport.abort()
