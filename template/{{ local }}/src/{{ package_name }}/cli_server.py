"""The command that serves."""

import os
from typing import Annotated

import typer

server = typer.Typer()


@server.command()
def serve(
    host: Annotated[
        str, typer.Option(help="IP address or host to listen on.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Processes.", min=1)] = 1,
    reload: Annotated[
        bool, typer.Option("--reload", help="Restart on changes.")
    ] = False,
    no_outbox: Annotated[
        bool, typer.Option("--no-outbox", help="Leave mail to the command `outbox`.")
    ] = False,
) -> None:
    """Serve the API, if the database has the schema for it."""
    if no_outbox:
        # Workers are processes of their own, and read it as any other setting.
        os.environ["MAIL_DISPATCH"] = "off"
    from .server import start

    start(host, port, workers, reload=reload)
