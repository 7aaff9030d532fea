"""A collector of traces and metrics, which keeps what services send to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Sent = list[tuple[str, bytes]]


class Collector(ThreadingHTTPServer):
    """Keeps what was sent: paths, and OTLP messages with texts and ids as they are."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Keep)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.sent: Sent = []

    def has(self, path: str, *contents: bytes) -> bool:
        """Whether a single message that was sent there contains all of these."""
        return any(
            to == path and all(content in message for content in contents)
            for to, message in tuple(self.sent)
        )


class _Keep(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        message = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.sent.append((self.path, message))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def collecting() -> Iterator[Collector]:
    """Collect while the block lasts."""
    with Collector() as collector:
        Thread(target=collector.serve_forever, daemon=True).start()
        yield collector
        collector.shutdown()
