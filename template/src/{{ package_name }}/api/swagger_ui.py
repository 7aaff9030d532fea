"""Swagger UI, from this service and from nowhere else: its page, and its files."""

from html import escape
from pathlib import Path
from typing import Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from ..core.about import ABOUT

# Nothing inline: the page is only as safe as what it may run. Its icons are `data:`.
# What it may call stands at the end, where hosts can be added.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src 'self'"
)
_PAGE: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="{folder}/favicon-32x32.png">
<link rel="stylesheet" href="{folder}/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="{folder}/swagger-ui-bundle.js"></script>
<script src="{folder}/docs.js"></script>
</body>
</html>
"""
_KINDS: Final = {".css", ".js", ".png"}
_folders = StaticFiles(
    directory=Path(__file__).parent, packages=[("fastapi_swagger", "resources")]
)


def page(request: Request, *hosts: str) -> Response:
    """The frame that `docs.js` fills; its scripts may call us, and these hosts."""
    folder = f"{request.scope.get('root_path', '')}/docs"
    text = _PAGE.format(title=escape(ABOUT.name), folder=escape(folder))
    policy = " ".join([POLICY, *hosts])
    return HTMLResponse(text, headers={"Content-Security-Policy": policy})


async def send_file(request: Request) -> Response:
    """What the page consists of; a browser that has it already asks if it is new."""
    name = request.path_params["name"]
    if Path(name).suffix not in _KINDS:
        raise HTTPException(404)
    response = await _folders.get_response(name, request.scope)
    response.headers["Cache-Control"] = "no-cache"
    return response
