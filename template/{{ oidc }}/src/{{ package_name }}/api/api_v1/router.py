"""The table of contents of the API."""

from . import project
from .endpoints import admin, auth, me, roles, users

prefix = "/api/v1"

# `/users/me` comes before `/users/{user_id}`, which would take it for an id.
routers = [
    me.router,
    users.router,
    roles.router,
    auth.router,
    admin.router,
    *project.routers,
]
