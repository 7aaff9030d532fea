"""The application, assembled: routes, errors, middleware, lifespan."""

import gc

# What is imported is never garbage. Looking for some all the while would take a tenth
# of the time that the imports take.
gc.disable()

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from . import project
from .api import admin_page, docs, errors, health, middleware, openapi
from .api.api_v1 import router as api_v1
from .core import config
from .core.about import ABOUT
from .kit import database, logging
from .services import background, jobs


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Runs from startup to shutdown."""
    logging.configure()
    # Threads that ask for them at once would each make their own.
    database.engines()
    # What is loaded by now is never garbage. Traversing it again and again would take
    # a tenth of the time of every request.
    gc.freeze()
    async with background.running(jobs.beside_requests()), project.lifespan(app):
        yield


def create_app() -> FastAPI:
    prefix = config.service.path_prefix
    app = FastAPI(
        title=ABOUT.name,
        description=ABOUT.description,
        lifespan=lifespan,
        servers=[{"url": prefix}] if prefix else None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json" if config.service.serves_docs else None,
    )
    app.include_router(health.router)
    # Not nested in one router, which every request would search in addition.
    for router in api_v1.routers:
        app.include_router(router, prefix=api_v1.prefix)
    errors.install(app)
    openapi.install(app)
    if config.service.serves_docs:
        docs.install(app)
    if config.service.serves_admin_page:
        admin_page.install(app)
    middleware.install(app)
    return app


app = create_app()

gc.freeze()
gc.enable()
