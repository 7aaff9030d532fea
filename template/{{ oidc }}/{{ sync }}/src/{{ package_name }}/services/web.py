"""Small documents from other servers: within limits, and from nowhere else."""

import json
from threading import Lock
from time import monotonic
from typing import Any

import httpx2

from ..core.oidc_config import oidc

__all__ = ["Lock", "get_json"]

_MAX_BYTES = 262_144
_HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity"}
# Made once, since it reads the certificates of this machine.
_certificates = httpx2.create_ssl_context()


def get_json(url: str) -> Any:
    """The document at this address, which must answer by itself, without a redirect.

    Raises OSError when it does not, and ValueError for one that is too large or no
    JSON.
    """
    try:
        body = _get(url)
    except httpx2.HTTPError as error:
        raise OSError(f"{url}: {error}") from error
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError(f"{url} holds no JSON.") from None


def _get(url: str) -> bytes:
    body, end = b"", monotonic() + oidc.timeout
    with (
        httpx2.Client(verify=_certificates, timeout=oidc.timeout) as client,
        client.stream("GET", url, headers=_HEADERS) as response,
    ):
        if response.status_code != httpx2.codes.OK:
            raise OSError(f"{url} answers {response.status_code}.")
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > _MAX_BYTES:
                raise ValueError(f"{url} holds more than {_MAX_BYTES} bytes.")
            # A server that sends a little at a time would never be too slow.
            if monotonic() > end:
                raise OSError(f"{url} takes too long.")
    return body
