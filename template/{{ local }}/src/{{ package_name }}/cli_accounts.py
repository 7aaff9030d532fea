"""Commands about accounts and their mail."""

from typing import Annotated

import typer
from pydantic import Secret

from .cli_refusals import explaining_refusals

accounts = typer.Typer()

Email = Annotated[str, typer.Argument(help="Email address of the account.")]


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
    from .database import run
    from .schemas.registration import UserCreate
    from .services import account_service

    with explaining_refusals():
        payload = UserCreate(email=email, password=Secret(password))
        user = run(account_service.create_admin, payload)
    typer.echo(f"{user.email} is an administrator now.")


@accounts.command()
def regain_admin(email: Email) -> None:
    """Make an account an active administrator, when nobody else can."""
    from .database import run
    from .services import account_service

    with explaining_refusals():
        user = run(account_service.regain_admin, email)
    typer.echo(f"{user.email} is an administrator now.")


@accounts.command()
def end_sessions(email: Email) -> None:
    """End all sessions of an account."""
    from .database import run
    from .services import account_service

    with explaining_refusals():
        number = run(account_service.end_sessions, email)
    typer.echo(f"{number} sessions ended.")


@accounts.command()
def outbox() -> None:
    """Send mail in a separate process, beside `serve --no-outbox`."""
    from .core import logging
    from .services import outbox_process

    logging.configure()
    outbox_process.run_until_stopped()
