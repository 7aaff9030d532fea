"""The settings that the tests run with, whatever `.env` and the environment say."""

import os

from tests.support import database
from tests.support.settings import PREFIXES, VARIABLES

for _name in list(os.environ):
    if _name.startswith(("DATABASE_", "DEFERRED_", "LOG_", "RETENTION_", *PREFIXES)):
        del os.environ[_name]

os.environ |= {
    "ENV_FILE": os.devnull,
    "ENVIRONMENT": "development",
    "PUBLIC_URL": "http://testserver",
    "DOCS": "",
    "ADMIN_PAGE": "",
    "DATABASE_URL": database.url(),
    # Long enough for a busy machine, and some tests wait for its end.
    "DATABASE_TIMEOUT": "5",
    "LOG_LEVEL": "warning",
    # Tests make the calls themselves.
    "DEFERRED_DISPATCH": "off",
    **VARIABLES,
}
