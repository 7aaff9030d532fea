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
    """Serve the API until a signal ends it, if the database has the schema for it."""
    if reload and config.service.in_production:
        refuse("--reload is for development; ENVIRONMENT says production.")
    with explaining_refusals():
        at_head = run(migration.is_at_head)
    if not at_head:
        refuse(f"The database is not at {migration.head()}. Run the migrations first.")
    logging.configure()
    env_file.log_unknown()
    uvicorn.run(
        # It was imported here, so that a setting which is refused ends this process:
        # a worker that refused one would be started over again.
        f"{main.__name__}:app",
        host=host,
        port=port,
        workers=workers,
        reload=reload,
        # Without it, every file below the working directory is watched, .venv too.
        reload_dirs=[_PACKAGE] if reload else None,
        http=BoundedProtocol,
        server_header=False,
        # The service configures its logs itself, in every process.
        log_config=None,
        timeout_graceful_shutdown=30,
    )
