"""Where the tests have their database: one file for each worker, in a new folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="tests-")


@cache
def url() -> str:
    """The URL of this worker's database; nothing is created yet."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return f"sqlite:///{Path(_folder().name) / f'test_{worker}.db'}"


@contextmanager
def empty_database() -> Iterator[None]:
    """Keep the folder for as long as the block lasts."""
    with _folder():
        yield
