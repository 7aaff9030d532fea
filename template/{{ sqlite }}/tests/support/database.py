"""Where the tests have their database: one file for each worker, in a new folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

SPOILS_A_COMMIT = [
    "PRAGMA defer_foreign_keys = ON",
    "INSERT INTO user_roles (user_id, role_id) VALUES (0, 0)",
]
"""What makes the end of a transaction fail: a row without its parents."""
REVERSES_READS = ["PRAGMA reverse_unordered_selects = ON"]
"""What makes a connection return rows backwards, unless the query orders them."""


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="tests-")


def url(name: str = "main") -> str:
    """The URL of a database of this worker; nothing is created yet."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    return f"sqlite:///{Path(_folder().name) / f'test_{worker}_{name}.db'}"


@contextmanager
def empty_database(name: str = "main") -> Iterator[None]:
    """Let there be a database at that URL, and no longer when the block ends."""
    path = Path(make_url(url(name)).database or "")
    yield
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
