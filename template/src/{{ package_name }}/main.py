"""The application, assembled: routes, errors, middleware, lifespan."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

from . import project
from .api import errors, health
from .api.api_v1 import router as api_v1
from .api.middleware import BodyLimit, TrailingSlash
from .core.about import ABOUT
from .services.outbox_worker import dispatching


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """What runs from the first request to the last."""
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(dispatching())
        await stack.enter_async_context(project.lifespan(app))
        yield


def create_app() -> FastAPI:
    app = FastAPI(
        title=ABOUT.name,
        description=ABOUT.description,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.include_router(health.router)
    app.include_router(api_v1.router)
    app.add_middleware(TrailingSlash)
    app.add_middleware(BodyLimit)
    errors.install(app)
    return app


app = create_app()
