"""`serve`, and the commands about accounts and their mail."""

import os
from typing import Annotated

import typer
from pydantic import SecretStr

from .cli_refusals import explaining_refusals
from .cli_server import Host, Port, Reload, Workers, start
from .core import logging, mail_config
from .database import run
from .schemas.registration import UserCreate
from .services import account_service, outbox_process

accounts = typer.Typer()

Email = Annotated[str, typer.Argument(help="Email address of the account.")]


@accounts.command()
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 1,
    reload: Reload = False,
    no_outbox: Annotated[bool, typer.Option(help="Leave mail to `outbox`.")] = False,
) -> None:
    """Serve the API, if the database has the schema for it."""
    if no_outbox:
        # For the processes that this one starts, and for this one.
        os.environ["MAIL_DISPATCH"] = "off"
        mail_config.mail = mail_config.mail.model_copy(update={"dispatch": "off"})
    start(host, port, workers, reload=reload)


@accounts.command()
def create_admin(
    email: Annotated[
        str, typer.Option(prompt=True, help="Email address to log in with.")
    ],
    password: Annotated[
        str,
        typer.Option(
            prompt=True,
            confirmation_prompt=True,
            hide_input=True,
            envvar="ADMIN_PASSWORD",
            help="Better left to the prompt, or to the environment.",
        ),
    ],
) -> None:
    """Open an administrator's account."""
    with explaining_refusals():
        payload = UserCreate(email=email, password=SecretStr(password))
        user = run(account_service.create_admin, payload)
    typer.echo(f"{user.email} is an administrator now.")


@accounts.command()
def regain_admin(email: Email) -> None:
    """Make an account an active administrator, when nobody else can."""
    with explaining_refusals():
        user = run(account_service.regain_admin, email)
    typer.echo(f"{user.email} is an administrator now.")


@accounts.command()
def end_sessions(email: Email) -> None:
    """End all sessions of an account."""
    with explaining_refusals():
        number = run(account_service.end_sessions, email)
    typer.echo(f"{number} sessions ended.")


@accounts.command()
def outbox() -> None:
    """Send mail in a separate process, beside `serve --no-outbox`."""
    logging.configure()
    outbox_process.run_until_stopped()
