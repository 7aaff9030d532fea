"""Fetches small JSON documents, within limits of size and time."""

import json
from threading import Lock
from time import monotonic
from typing import Any

import httpx2

from ..core.oidc_config import oidc

__all__ = ["Lock", "get_json"]

_MAX_BYTES = 262_144
_HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity"}
# Created once, since it reads the certificates of this machine.
_certificates = httpx2.create_ssl_context()


def get_json(url: str) -> Any:
    """The document at this URL; redirects are not followed.

    Raises OSError if it cannot be fetched, and ValueError if it is too large or not
    JSON.
    """
    try:
        body = _get(url)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise OSError(f"{url}: {error}") from error
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError(f"{url} is not JSON.") from None


def _get(url: str) -> bytes:
    body, end = b"", monotonic() + oidc.timeout
    with (
        httpx2.Client(verify=_certificates, timeout=oidc.timeout) as client,
        client.stream("GET", url, headers=_HEADERS) as response,
    ):
        if response.status_code != httpx2.codes.OK:
            raise OSError(f"{url} answered {response.status_code}.")
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > _MAX_BYTES:
                raise ValueError(f"{url} is larger than {_MAX_BYTES} bytes.")
            # The timeout of the client starts again with every chunk.
            if monotonic() > end:
                raise OSError(f"{url} took too long.")
    return body
