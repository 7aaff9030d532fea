"""Starts the server; `serve` in `cli_server.py` is the command."""

from pathlib import Path

import uvicorn

from . import main, migration
from .cli_refusals import explaining_refusals, refuse
from .core import config, env_file, logging
from .database import run
from .http_protocol import BoundedProtocol

_PACKAGE = str(Path(__file__).parent)


def start(host: str, port: int, workers: int, *, reload: bool) -> None:
    """Serve until a signal ends it. Refuses a database that is not migrated."""
    if reload and config.service.in_production:
        refuse("--reload is for development only, but ENVIRONMENT is production.")
    with explaining_refusals():
        at_head = run(migration.is_at_head)
    if not at_head:
        refuse(
            f"The database is not at revision {migration.head()}. Run `migrate` first."
        )
    logging.configure()
    env_file.log_unknown()
    uvicorn.run(
        # It is imported above, so that a wrong setting ends this process: workers that
        # fail would be restarted forever.
        f"{main.__name__}:app",
        host=host,
        port=port,
        workers=workers,
        reload=reload,
        # By default, everything in the working directory is watched, even .venv.
        reload_dirs=[_PACKAGE] if reload else None,
        http=BoundedProtocol,
        server_header=False,
        # Every process configures its own logs.
        log_config=None,
        timeout_graceful_shutdown=30,
    )
