"""The page at /docs: Swagger UI, from this service and from nowhere else."""

from html import escape
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from ..core.about import ABOUT

# Nothing inline: the page is only as safe as what it may run. Its icons are `data:`.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
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
_FILES: Final = {
    "docs.js",
    "favicon-32x32.png",
    "swagger-ui-bundle.js",
    "swagger-ui.css",
}
_folders = StaticFiles(
    directory=Path(__file__).parent, packages=[("fastapi_swagger", "resources")]
)


def install(app: FastAPI) -> None:
    """Serve the page beside the API: as plain routes, which no document lists."""
    app.add_route("/docs", show_page, include_in_schema=False)
    app.add_route("/docs/{name}", send_file, include_in_schema=False)


async def show_page(request: Request) -> Response:
    """The frame that `docs.js` fills."""
    folder = f"{request.scope.get('root_path', '')}/docs"
    page = _PAGE.format(title=escape(ABOUT.name), folder=escape(folder))
    return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY})


async def send_file(request: Request) -> Response:
    """What the page consists of; a browser that has it already asks if it is new."""
    name = request.path_params["name"]
    if name not in _FILES:
        raise HTTPException(404)
    response = await _folders.get_response(name, request.scope)
    response.headers["Cache-Control"] = "no-cache"
    return response
