"""Small documents from other servers: within limits, and from nowhere else."""

import asyncio
import json
from asyncio import Lock
from typing import Any

import httpx2

from ..core.oidc_config import oidc

__all__ = ["Lock", "get_json"]

_MAX_BYTES = 262_144
_HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity"}
# Made once, since it reads the certificates of this machine.
_certificates = httpx2.create_ssl_context()


async def get_json(url: str) -> Any:
    """The document at this address, which must answer by itself, without a redirect.

    Raises OSError when it does not, and ValueError for one that is too large or no
    JSON.
    """
    try:
        async with asyncio.timeout(oidc.timeout):
            body = await _get(url)
    except httpx2.HTTPError as error:
        raise OSError(f"{url}: {error}") from error
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError(f"{url} holds no JSON.") from None


async def _get(url: str) -> bytes:
    body = b""
    async with (
        httpx2.AsyncClient(verify=_certificates, timeout=oidc.timeout) as client,
        client.stream("GET", url, headers=_HEADERS) as response,
    ):
        if response.status_code != httpx2.codes.OK:
            raise OSError(f"{url} answers {response.status_code}.")
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > _MAX_BYTES:
                raise ValueError(f"{url} holds more than {_MAX_BYTES} bytes.")
    return body
