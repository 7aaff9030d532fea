"""Swagger UI, served by this service alone: its page and its static files."""

from html import escape
from pathlib import Path
from typing import Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from ..core.about import ABOUT
from . import static_page

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
_folders = StaticFiles(
    directory=Path(__file__).parent, packages=[("fastapi_swagger", "resources")]
)


def page(request: Request) -> Response:
    """The HTML page that `docs.js` fills; its scripts may call only this service."""
    folder = f"{request.scope.get('root_path', '')}/docs"
    text = _PAGE.format(title=escape(ABOUT.name), folder=escape(folder))
    return HTMLResponse(text, headers={"Content-Security-Policy": static_page.POLICY})


async def send_file(request: Request) -> Response:
    return await static_page.send_file(_folders, request)
