"""The table of contents of the API."""

from fastapi import APIRouter

from . import project
from .endpoints import auth, me, roles, users

router = APIRouter(prefix="/api/v1")

# `/users/me` comes before `/users/{user_id}`, which would take it for an id.
for part in (me.router, users.router, roles.router, *auth.routers, *project.routers):
    router.include_router(part)
