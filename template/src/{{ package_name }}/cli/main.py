"""The command line for operators.

Imports are inside the commands, so that `--help` and `env-example` work without
settings, and a command reads only the settings that it needs.
"""

import json

import typer

from .. import project
from ..core.about import ABOUT
from .accounts import accounts, checking
from .deferred import deferred
from .errors import explaining_refusals
from .server import server

app = typer.Typer(
    help=ABOUT.name,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(server)
app.add_typer(accounts)
app.add_typer(deferred, name="deferred")
app.add_typer(project.commands, name="project")


@app.command()
def migrate() -> None:
    """Apply pending migrations. Safe to run concurrently."""
    from ..kit import migration

    with explaining_refusals():
        migration.upgrade()
    typer.echo(f"The database is at revision {migration.head()}.")


@app.command()
@checking
def check() -> None:
    """Check settings, database, migrations and external services."""
    from .. import core, kit
    from ..kit.all_settings import load_all

    # First, so that it reports the mistakes in all settings at once.
    warnings = load_all(core, kit)
    from ..core import config
    from ..kit import migration
    from ..kit.database import run
    from . import checks

    typer.echo(f"settings    ok, for {config.service.environment}")
    for sentence in warnings:
        typer.echo(f"settings    {sentence}")
    with explaining_refusals():
        at_head = run(migration.is_at_head)
    typer.echo("database    ok")
    if at_head:
        typer.echo(f"migrations  ok, at {migration.head()}")
    else:
        typer.echo(f"migrations  not at {migration.head()}: run `migrate`")
    outside_works = checks.check_outside()
    if not (at_head and outside_works):
        raise typer.Exit(1)


@app.command()
def purge() -> None:
    """Delete old rows now."""
    from ..kit.database import run
    from ..services import purge_service

    number = 0
    with explaining_refusals():
        while (removed := run(purge_service.purge)) > 0:
            number += removed
    typer.echo(f"Deleted {number} row{'' if number == 1 else 's'}.")


@app.command()
def openapi() -> None:
    """Print the OpenAPI document."""
    from ..main import create_app

    typer.echo(json.dumps(create_app().openapi(), indent=2, ensure_ascii=False))


@app.command("env-example")
def print_env_example() -> None:
    """Print .env.example: every setting with its default."""
    from .. import core, kit
    from ..kit import env_example

    typer.echo(env_example.render(core, kit), nl=False)


def main() -> None:
    app()
