"""The page at /docs, which lists the routes and calls them."""

from fastapi import FastAPI, Request, Response

from . import swagger_ui


def install(app: FastAPI) -> None:
    """Serve the page as plain routes, which the OpenAPI document does not list."""
    app.add_route("/docs", show_page, include_in_schema=False)
    app.add_route("/docs/{name}", swagger_ui.send_file, include_in_schema=False)


async def show_page(request: Request) -> Response:
    return swagger_ui.page(request)
