"""The table of contents of the API."""

from fastapi import APIRouter

from . import project
from .endpoints import admin, auth, me, roles, users

router = APIRouter(prefix="/api/v1")

# `/users/me` comes before `/users/{user_id}`, which would take it for an id.
shared = (me.router, users.router, roles.router, admin.router)
for part in (*shared, *auth.routers, *project.routers):
    router.include_router(part)
