"""How a page of a list leads to the next one."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response

from ..core.pagination import Page


def add_link_to_next(
    request: Request, response: Response, page: Page, rows: Sequence[Any]
) -> None:
    """Put `Link: <...>; rel="next"` (RFC 8288) on a page that is full.

    The address is relative, so that it does not repeat the host of the request.
    """
    if len(rows) == page.limit:
        query = dict(request.query_params) | {"after": str(rows[-1].id)}
        query.pop("skip", None)
        link = f'<{request.url.path}?{urlencode(query)}>; rel="next"'
        response.headers["Link"] = link
