"""One request to a server, outside of all that is timed in bulk."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

OK = range(200, 300)


def ask(
    method: str, url: str, *, payload: dict[str, str] | None = None, header: str = ""
) -> tuple[http.client.HTTPMessage, Any]:
    """Return headers and JSON of a 2xx answer, else raise RuntimeError.

    `header` is one line, `Name: value`, which says who asks.
    """
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    name, _, value = header.partition(": ")
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.request(
            method,
            target,
            None if payload is None else json.dumps(payload),
            {"Content-Type": "application/json"} | ({name: value} if name else {}),
        )
        response = connection.getresponse()
        body = response.read().decode()
    finally:
        connection.close()
    if response.status not in OK:
        message = f"{method} {target} answered {response.status}: {body[:500]}"
        raise RuntimeError(message)
    return response.headers, json.loads(body)
