"""The command `serve`."""

import os
from typing import Annotated

import typer

from .arguments import require_listenable

server = typer.Typer()


@server.command()
def serve(
    host: Annotated[
        str, typer.Option(help="IP address or host to listen on.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[
        int, typer.Option(help="Number of worker processes.", min=1)
    ] = 1,
    keep_alive: Annotated[
        int,
        typer.Option(
            help="Seconds before an idle connection is closed; more than at the proxy.",
            min=1,
        ),
    ] = 75,
    reload: Annotated[
        bool, typer.Option("--reload", help="Restart on changes (development only).")
    ] = False,
    no_outbox: Annotated[
        bool, typer.Option("--no-outbox", help="Leave email to the command `outbox`.")
    ] = False,
) -> None:
    """Run the server. Refuses a database that is not migrated."""
    require_listenable(host, port)
    if no_outbox:
        # Workers are separate processes, and read it like any other setting.
        os.environ["MAIL_DISPATCH"] = "off"
    from .. import core, kit
    from ..kit.all_settings import load_all

    # First, so that it reports the mistakes in all settings at once.
    warnings = load_all(core, kit)
    from .start import start

    start(
        host,
        port,
        workers,
        reload=reload,
        keep_alive=keep_alive,
        warnings=warnings,
    )
