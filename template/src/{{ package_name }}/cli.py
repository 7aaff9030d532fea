"""The command line: what operators do, and the server itself."""

import json
import os
from typing import Annotated

import typer
import uvicorn

from . import env_example, migration, project
from .cli_accounts import accounts
from .cli_refusals import explaining_refusals, refuse
from .core import config, env_file, logging
from .core.about import ABOUT
from .database import run
from .services import background, purge_service, smtp

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
    no_outbox: Annotated[bool, typer.Option(help="Leave mail to `outbox`.")] = False,
) -> None:
    """Serve the API, if the database has the schema for it."""
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
    if no_outbox:
        os.environ["MAIL_DISPATCH"] = "off"
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
    with explaining_refusals():
        migration.upgrade()
    typer.echo(f"The database is at revision {migration.head()}.")


@app.command()
def check() -> None:
    """Look at settings, database, migrations and mail; one line each."""
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
    mail_works = _check_mail()
    if not (at_head and mail_works):
        raise typer.Exit(1)


def _check_mail() -> bool:
    if config.mail.host is None:
        typer.echo("mail        printed to the console: MAIL_HOST is not set")
        return True
    try:
        run(smtp.check)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the answer
        typer.echo(f"mail        {config.mail.host} does not work: {error}")
        return False
    typer.echo(f"mail        ok, through {config.mail.host}")
    return True


@app.command()
def outbox() -> None:
    """Send mail in a process of its own, beside `serve --no-outbox`."""
    logging.configure()
    background.send_mail_until_stopped()


@app.command()
def purge() -> None:
    """Forget what is past its retention: logins, throttles, mails, audited acts."""
    with explaining_refusals():
        number = run(purge_service.purge)
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
