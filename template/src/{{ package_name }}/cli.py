"""The command line: what operators do, and the server itself."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, NoReturn, TypeVar

import typer
import uvicorn
from sqlalchemy.exc import DBAPIError

from . import migration, project
from .cli_accounts import accounts
from .core.about import ABOUT
from .database import run

T = TypeVar("T")

app = typer.Typer(
    help=ABOUT.name,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(accounts)
app.add_typer(project.commands, name="project")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Processes.", min=1)] = 1,
    reload: Annotated[bool, typer.Option(help="Restart on changes.")] = False,
) -> None:
    """Serve the API, if the database has the schema for it."""
    if not _asking_the_database(partial(run, migration.is_at_head)):
        _refuse(f"The database is not at {migration.head()}. Run the migrations first.")
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


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema. Safe to run several times at once."""
    _asking_the_database(migration.upgrade)
    typer.echo(f"The database is at revision {migration.head()}.")


def main() -> None:
    app()


def _asking_the_database(question: Callable[[], T]) -> T:
    try:
        return question()
    except (DBAPIError, OSError) as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        _refuse(f"The database that DATABASE_URL names does not answer: {reason}")


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
