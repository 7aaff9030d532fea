"""Commands about accounts that are kept here, and about their mail."""

from typing import Annotated

import typer
from pydantic import SecretStr

from .cli_refusals import explaining_refusals

accounts = typer.Typer()

Email = Annotated[str, typer.Argument(help="Address that the account logs in with.")]


@accounts.command()
def create_admin(
    email: Annotated[str, typer.Option(prompt=True, help="Address to log in with.")],
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
        payload = UserCreate(email=email, password=SecretStr(password))
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
    """End all logins of an account."""
    from .database import run
    from .services import account_service

    with explaining_refusals():
        number = run(account_service.end_sessions, email)
    typer.echo(f"{number} logins ended.")


@accounts.command()
def outbox() -> None:
    """Send mail in a process of its own, beside `serve --no-outbox`."""
    from .core import logging
    from .services import outbox_process

    logging.configure()
    outbox_process.run_until_stopped()
