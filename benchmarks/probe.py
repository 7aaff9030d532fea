"""An open-loop HTTP/1.1 probe: a request every so often, whatever became of the last.

A closed loop waits with a server that stalls, and so hides that it did. Run it in a
process of its own: `python -m benchmarks.probe --help`. It prints one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass, field
from time import perf_counter

import uvloop

from .ask import OK
from .client import parse
from .load import percentile
from .request import Request, add_arguments

# Servers close a connection that rests, uvicorn after 5 seconds.
REST_SECONDS = 2.0
CHUNK_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What one probe saw; the age of a request without an answer is its latency."""

    seconds: float
    sent: int
    p50_ms: float
    p99_ms: float
    max_ms: float
    unanswered: int
    not_2xx: int
    first_error: str
    cpu_share: float

    @property
    def failures(self) -> int:
        """Requests that did not end in a 2xx, for whatever reason."""
        return self.unanswered + self.not_2xx


@dataclass(slots=True)
class Connection:
    """Has at most one request in flight."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    rests_since: float = 0.0

    async def exchange(self, message: bytes) -> tuple[int, bool]:
        """Return the status of the answer, and whether the connection lives on."""
        self.writer.write(message)
        buffer = b""
        while (answer := parse(buffer)) is None:
            received = await self.reader.read(CHUNK_BYTES)
            if not received:
                raise ConnectionError("the server closed the connection")
            buffer += received
        return answer


@dataclass(slots=True)
class Probe:
    """Sends one message, over as many connections as it takes not to wait."""

    host: str
    port: int
    message: bytes
    patience: float
    resting: list[Connection] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    unanswered: int = 0
    not_2xx: int = 0
    first_error: str = ""

    async def ask(self, due: float) -> None:
        """Ask once; what counts is the time since the request was due."""
        try:
            async with asyncio.timeout(self.patience):
                connection = await self.connection()
                try:
                    status, lives_on = await connection.exchange(self.message)
                except BaseException:
                    connection.writer.close()
                    raise
        except (OSError, ValueError) as error:
            # Of OSError is a TimeoutError, too.
            self.unanswered += 1
            self.first_error = self.first_error or str(error) or "no answer in time"
            # A refusal is no quick answer.
            self.latencies.append(max(perf_counter() - due, self.patience))
            return
        self.latencies.append(perf_counter() - due)
        self.not_2xx += status not in OK
        if lives_on:
            connection.rests_since = perf_counter()
            self.resting.append(connection)
        else:
            connection.writer.close()

    async def connection(self) -> Connection:
        """Take the one that has rested for the shortest time, or open another."""
        while self.resting:
            connection = self.resting.pop()
            if perf_counter() - connection.rests_since < REST_SECONDS:
                return connection
            connection.writer.close()
        return Connection(*await asyncio.open_connection(self.host, self.port))


async def probe(
    request: Request, every: float, seconds: float, patience: float
) -> ProbeResult:
    """Ask every so many seconds, then wait for what is still open."""
    (message, *_) = request.messages()
    state = Probe(*request.address(), message, patience)
    began, cpu_began = perf_counter(), time.process_time()
    # A task group would end all of them with the first bug, and so it should.
    async with asyncio.TaskGroup() as group:
        for number in range(round(seconds / every)):
            due = began + number * every
            await asyncio.sleep(due - perf_counter())
            group.create_task(state.ask(due))
    elapsed = perf_counter() - began
    for connection in state.resting:
        connection.writer.close()
    ordered = sorted(state.latencies)
    return ProbeResult(
        seconds=seconds,
        sent=len(ordered),
        p50_ms=percentile(ordered, 0.50),
        p99_ms=percentile(ordered, 0.99),
        max_ms=percentile(ordered, 1.0),
        unanswered=state.unanswered,
        not_2xx=state.not_2xx,
        first_error=state.first_error,
        cpu_share=round((time.process_time() - cpu_began) / elapsed, 3),
    )


def main() -> None:
    """Read the command line, probe, print what it saw."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    parser.add_argument("--every", type=float, default=0.02, help="seconds")
    args = parser.parse_args()
    request = Request.of(args)
    result = uvloop.run(probe(request, args.every, args.seconds, args.timeout))
    json.dump(asdict(result), sys.stdout)


if __name__ == "__main__":
    main()
