"""The table of contents of the API."""

from . import project
from .endpoints import (
    admin,
    admin_accounts,
    auth,
    email_addresses,
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
    email_addresses.router,
    sessions.router,
    admin.router,
    admin_accounts.router,
    *project.routers,
]
