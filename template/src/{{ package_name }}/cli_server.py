"""Starts the server; `serve` of `cli_accounts.py` is the command."""

from typing import Annotated

import typer
import uvicorn

from . import migration
from .cli_refusals import explaining_refusals, refuse
from .core import config, env_file, logging
from .database import run

Host = Annotated[str, typer.Option(help="IP address or host to listen on.")]
Port = Annotated[int, typer.Option(help="Port to listen on.")]
Workers = Annotated[int, typer.Option(help="Processes.", min=1)]
Reload = Annotated[bool, typer.Option(help="Restart on changes.")]


def start(host: str, port: int, workers: int, *, reload: bool) -> None:
    """Serve the API until a signal ends it, if the database has the schema for it."""
    if reload and config.service.in_production:
        refuse("--reload is for development; ENVIRONMENT says production.")
    # Every setting is read here: a worker that refused one would be started over again.
    from . import main as _main  # noqa: F401, PLC0415

    with explaining_refusals():
        at_head = run(migration.is_at_head)
    if not at_head:
        refuse(f"The database is not at {migration.head()}. Run the migrations first.")
    logging.configure()
    env_file.log_unknown()
    uvicorn.run(
        f"{__package__}.main:app",
        host=host,
        port=port,
        workers=workers,
        reload=reload,
        server_header=False,
        # The service configures its logs itself, in every process.
        log_config=None,
        timeout_graceful_shutdown=30,
    )
