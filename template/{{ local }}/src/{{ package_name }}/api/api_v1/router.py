"""The table of contents of the API."""

from . import project
from .endpoints import (
    addresses,
    admin,
    admin_accounts,
    auth,
    me,
    passwords,
    registration,
    roles,
    sessions,
    users,
)

prefix = "/api/v1"

# `/users/me` comes before `/users/{user_id}`, which would take it for an id.
routers = [
    me.router,
    users.router,
    registration.router,
    roles.router,
    auth.router,
    passwords.router,
    addresses.router,
    sessions.router,
    admin.router,
    admin_accounts.router,
    *project.routers,
]
