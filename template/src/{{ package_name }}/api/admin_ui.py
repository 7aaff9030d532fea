"""The page for administrators: its HTML, and the scripts that call the API.

It has the rights of whoever logs in there, and no others.
"""

from html import escape
from pathlib import Path
from typing import Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from ..core.about import ABOUT
from . import static_page

_FOLDER: Final = Path(__file__).with_name("admin")
_PAGE: Final = (_FOLDER / "index.html").read_text(encoding="utf-8")
_files = StaticFiles(directory=_FOLDER)


def page(request: Request) -> Response:
    """The HTML page that `main.js` fills; its scripts may call only this service."""
    folder = f"{request.scope.get('root_path', '')}/admin"
    text = _PAGE.format(name=escape(ABOUT.name), folder=escape(folder))
    headers = {"Content-Security-Policy": static_page.POLICY}
    return HTMLResponse(text, headers=headers)


async def send_file(request: Request) -> Response:
    return await static_page.send_file(_files, request)
