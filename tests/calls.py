"""Calls to a running service, with nothing but the standard library."""

import json
from contextlib import closing
from http.client import HTTPConnection
from typing import Any


def call(
    address: str,
    method: str,
    path: str,
    body: object = None,
    token: str | None = None,
) -> tuple[int, Any]:
    """Send JSON to the API at `host:port`; the status and the JSON of the answer."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    with closing(HTTPConnection(address, timeout=30)) as connection:
        connection.request(method, f"/api/v1{path}", json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, json.load(answer)
