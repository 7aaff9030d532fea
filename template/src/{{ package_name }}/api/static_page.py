"""What pages of this service share: their policy, and how their files are sent."""

from pathlib import Path
from typing import Final

from fastapi import Request, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

# No inline scripts or styles. Icons are `data:` URLs.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src 'self'"
)
_KINDS: Final = {".css", ".js", ".png"}


async def send_file(folder: StaticFiles, request: Request) -> Response:
    """The file that the path names, whole; browsers revalidate cached copies."""
    name = request.path_params["name"]
    if Path(name).suffix not in _KINDS:
        raise HTTPException(404)
    # Starlette would answer a wrong range in plain text.
    asked = [header for header in request.scope["headers"] if header[0] != b"range"]
    request.scope["headers"] = asked
    response = await folder.get_response(name, request.scope)
    del response.headers["Accept-Ranges"]
    response.headers["Cache-Control"] = "no-cache"
    return response
