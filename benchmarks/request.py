"""What is sent to a server: by whom, and with which bodies.

The runner says it on the command line of the process that sends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import argparse


@dataclass(frozen=True, slots=True)
class Request:
    """A GET; with bodies, POSTs of JSON, of which each client sends one."""

    url: str
    header: str = ""
    """`Name: value`, which says who asks."""
    bodies: tuple[str, ...] = ()

    def address(self) -> tuple[str, int]:
        """Return host and port."""
        parts = urlsplit(self.url)
        return parts.hostname or "127.0.0.1", parts.port or 80

    def messages(self) -> list[bytes]:
        """Return the bytes to send; the first client sends the first, and so on."""
        parts = urlsplit(self.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        host, port = self.address()
        lines = [f"{target} HTTP/1.1", f"Host: {host}:{port}"]
        lines += [self.header] if self.header else []
        if not self.bodies:
            return ["\r\n".join(["GET " + lines[0], *lines[1:], "", ""]).encode()]
        lines.append("Content-Type: application/json")
        bodies = [body.encode() for body in self.bodies]
        heads = [[*lines, f"Content-Length: {len(body)}", "", ""] for body in bodies]
        return [
            b"POST " + "\r\n".join(head).encode() + body
            for head, body in zip(heads, bodies, strict=True)
        ]

    def arguments(self) -> list[str]:
        """Return what `of` reads."""
        words = ["--url", self.url, "--header", self.header]
        return words + [word for body in self.bodies for word in ("--body", body)]

    @classmethod
    def of(cls, given: argparse.Namespace) -> Request:
        """Return what the command line named."""
        return cls(given.url, given.header, tuple(given.body))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `Request.of` reads, and for how long it is sent."""
    parser.add_argument("--url", required=True)
    parser.add_argument("--header", default="", metavar="'Name: value'")
    parser.add_argument(
        "--body",
        action="append",
        default=[],
        help="JSON to POST; given again, it is of the next client",
    )
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--timeout", type=float, default=10.0, help="for one request")
