"""`Link` and `Location`: where a response leads to."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response

from ..core.pagination import Page


def paginate(
    request: Request, response: Response, page: Page, rows: Sequence[Any]
) -> Sequence[Any]:
    """The rows of this page, of `page.fetch_limit` that were asked for.

    If there are more, the response has `Link: <...>; rel="next"` (RFC 8288). Its URL is
    relative, so it does not repeat the host of the request.
    """
    shown = rows[: page.limit]
    if len(rows) > page.limit:
        query = dict(request.query_params) | {"after": str(shown[-1].id)}
        query.pop("skip", None)
        link = f'<{request.url.path}?{urlencode(query)}>; rel="next"'
        response.headers["Link"] = link
    return shown


def add_location(
    request: Request, response: Response, route: str, **parameters: object
) -> None:
    """Put the `Location` of a created resource on a 201, as a relative URL.

    `route` is the name of the function that shows the resource.
    """
    quoted = {name: quote(str(value), safe="") for name, value in parameters.items()}
    response.headers["Location"] = request.url_for(route, **quoted).path
