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
    """The file that the path names; browsers revalidate cached copies."""
    name = request.path_params["name"]
    if Path(name).suffix not in _KINDS:
        raise HTTPException(404)
    response = await folder.get_response(name, request.scope)
    response.headers["Cache-Control"] = "no-cache"
    return response
