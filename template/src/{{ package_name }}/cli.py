"""The command line: what operators do."""

import json

import typer

from . import env_example, migration, project
from .cli_accounts import accounts
from .cli_checks import check_outside
from .cli_refusals import explaining_refusals
from .core import config, env_file
from .core.about import ABOUT
from .database import run
from .services import purge_service

app = typer.Typer(
    help=ABOUT.name,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(accounts)
app.add_typer(project.commands, name="project")


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema. Safe to run several times at once."""
    with explaining_refusals():
        migration.upgrade()
    typer.echo(f"The database is at revision {migration.head()}.")


@app.command()
def check() -> None:
    """Check settings, database, migrations and external services; one line each."""
    from . import main as _main  # noqa: F401, PLC0415

    typer.echo(f"settings    ok, for {config.service.environment}")
    for sentence in env_file.find_unknown():
        typer.echo(f"settings    {sentence}")
    with explaining_refusals():
        at_head = run(migration.is_at_head)
    typer.echo("database    ok")
    if at_head:
        typer.echo(f"migrations  ok, at {migration.head()}")
    else:
        typer.echo(f"migrations  not at {migration.head()}: run the migrations")
    outside_works = check_outside()
    if not (at_head and outside_works):
        raise typer.Exit(1)


@app.command()
def purge() -> None:
    """Remove old rows now."""
    number = 0
    with explaining_refusals():
        while removed := run(purge_service.purge):
            number += removed
    typer.echo(f"{number} rows removed.")


@app.command()
def openapi() -> None:
    """Print the OpenAPI document."""
    # Only this command needs the application, which takes a moment to assemble.
    from .main import create_app  # noqa: PLC0415

    typer.echo(json.dumps(create_app().openapi(), indent=2, ensure_ascii=False))


@app.command("env-example")
def print_env_example() -> None:
    """Print every setting with its default, as it stands in .env.example."""
    # Settings are known once what they are for is imported.
    from . import main as _main  # noqa: F401, PLC0415

    typer.echo(env_example.render(), nl=False)


def main() -> None:
    app()
