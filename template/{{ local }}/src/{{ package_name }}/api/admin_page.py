"""The page at /admin, for users, roles and the audit log."""

from fastapi import FastAPI, Request, Response

from . import admin_ui


def install(app: FastAPI) -> None:
    """Serve the page as plain routes, which the OpenAPI document does not list."""
    app.add_route("/admin", show_page, include_in_schema=False)
    app.add_route("/admin/{name}", admin_ui.send_file, include_in_schema=False)


async def show_page(request: Request) -> Response:
    return admin_ui.page(request)
