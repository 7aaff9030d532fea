"""Swagger UI, served by this service alone: its page and its static files."""

from html import escape
from pathlib import Path
from typing import Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from ..core.about import ABOUT

# No inline scripts or styles. Icons are `data:` URLs.
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


def page(request: Request) -> Response:
    """The HTML page that `docs.js` fills; its scripts may call only this service."""
    folder = f"{request.scope.get('root_path', '')}/docs"
    text = _PAGE.format(title=escape(ABOUT.name), folder=escape(folder))
    return HTMLResponse(text, headers={"Content-Security-Policy": POLICY})


async def send_file(request: Request) -> Response:
    """Static files of the page; browsers revalidate cached copies."""
    name = request.path_params["name"]
    if Path(name).suffix not in _KINDS:
        raise HTTPException(404)
    response = await _folders.get_response(name, request.scope)
    response.headers["Cache-Control"] = "no-cache"
    return response
