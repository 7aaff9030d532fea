"""The command line: what operators do, and the server itself."""

from typing import Annotated

import typer
import uvicorn

from . import migration, project
from .cli_accounts import accounts
from .core.about import ABOUT

app = typer.Typer(help=ABOUT.name, no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(accounts)
app.add_typer(project.commands, name="project")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Processes.", min=1)] = 1,
    reload: Annotated[bool, typer.Option(help="Restart on changes.")] = False,
) -> None:
    """Serve the API."""
    uvicorn.run(
        f"{__package__}.main:app",
        host=host,
        port=port,
        workers=workers,
        reload=reload,
        server_header=False,
    )


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema. Safe to run several times at once."""
    migration.upgrade()
    typer.echo(f"The database is at revision {migration.head()}.")


def main() -> None:
    app()
