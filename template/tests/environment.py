"""The settings that the tests run with, whatever `.env` and the environment say."""

import os
import secrets

from tests import database_server

for _name in list(os.environ):
    if _name.startswith(("DATABASE_", "MAIL_", "HASHING_", "THROTTLE_", "LOG_")):
        del os.environ[_name]

os.environ |= {
    "ENV_FILE": os.devnull,
    "ENVIRONMENT": "development",
    "PUBLIC_URL": "http://testserver",
    "DOCS": "",
    "DATABASE_URL": database_server.url(),
    "DATABASE_TIMEOUT": "2",
    "SECRET_KEY": secrets.token_urlsafe(48),
    "LOG_LEVEL": "warning",
    # Tests send the mail themselves, when they want to see it.
    "MAIL_DISPATCH": "off",
}
