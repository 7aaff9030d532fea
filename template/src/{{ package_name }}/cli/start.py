"""Starts the server; `serve` in `cli/server.py` is the command.

`docs/deployment.md` lists every default of uvicorn, and why it is what it is.
"""

import logging as standard_logging
from pathlib import Path
from typing import Any, Final

import uvicorn
from sqlalchemy.exc import DBAPIError

from .. import main
from ..core import config
from ..kit import dialect, logging, migration
from ..kit.database import run
from ..kit.errors import first_line
from ..kit.http_protocol import BoundedProtocol
from ..kit.supervisor import Supervisor, WorkerConfig
from .errors import explaining_refusals, refuse

logger = standard_logging.getLogger(__name__)

_PACKAGE = str(Path(__file__).parents[1])
_DEFAULTS: Final[dict[str, Any]] = {
    "http": BoundedProtocol,
    # No route uses WebSockets, and no middleware limits or guards them.
    "ws": "none",
    # An application that cannot start must not serve.
    "lifespan": "on",
    "server_header": False,
    # Every process configures its own logs.
    "log_config": None,
    "timeout_graceful_shutdown": 30,
    # A worker answers only after some of its imports. With uvicorn's 5 seconds, a slow
    # machine would kill its workers forever.
    "timeout_worker_healthcheck": 60,
}


def start(
    host: str,
    port: int,
    workers: int,
    *,
    reload: bool,
    keep_alive: int,
    warnings: list[str],
) -> None:
    """Serve until a signal ends it. Refuses a database that is not migrated.

    The warnings are logged, as soon as there is a log.
    """
    if reload and config.service.in_production:
        refuse("--reload is for development only, but ENVIRONMENT is production.")
    logging.configure()
    with explaining_refusals():
        _require_migrations()
    for sentence in warnings:
        logger.warning(sentence)
    options = _DEFAULTS | {"host": host, "port": port, "timeout_keep_alive": keep_alive}
    # It is imported above, so that a wrong setting ends this process: workers that fail
    # would be restarted forever.
    app = f"{main.__name__}:app"
    if workers > 1 and not reload:
        _supervise(WorkerConfig(app, workers=workers, **options))
    else:
        # By default, everything in the working directory is watched, even .venv.
        watched = [_PACKAGE] if reload else None
        uvicorn.run(app, reload=reload, reload_dirs=watched, **options)


def _require_migrations() -> None:
    """Refuse a database that is known not to be migrated, or that can never be used.

    A server that is away comes back; until then, `/health/ready` answers 503.
    """
    newest = migration.head()
    try:
        at_head = run(migration.is_at_head)
    except DBAPIError as error:
        if not dialect.may_recover(error):
            raise
        reason = first_line(error.orig)
        message = "the database is unavailable; serving without it until it is back"
        logger.warning(message, extra={"reason": reason})
        return
    if not at_head:
        refuse(f"The database is not at revision {newest}. Run `migrate` first.")


def _supervise(settings: WorkerConfig) -> None:
    supervisor = Supervisor(settings, [settings.bind_socket()])
    supervisor.run()
    if supervisor.has_failed:
        refuse("The workers could not start.")
