"""Commands about accounts that are kept here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from pydantic import SecretStr, ValidationError

from .core.exceptions import ServiceError
from .database import run
from .schemas.registration import UserCreate
from .services import account_service

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
    with _explaining_refusals():
        payload = UserCreate(email=email, password=SecretStr(password))
        user = run(account_service.create_admin, payload)
    typer.echo(f"{user.email} is an administrator now.")


@accounts.command()
def regain_admin(email: Email) -> None:
    """Make an account an active administrator, when nobody else can."""
    with _explaining_refusals():
        user = run(account_service.regain_admin, email)
    typer.echo(f"{user.email} is an administrator now.")


@accounts.command()
def end_sessions(email: Email) -> None:
    """End all logins of an account."""
    with _explaining_refusals():
        number = run(account_service.end_sessions, email)
    typer.echo(f"{number} logins ended.")


@contextmanager
def _explaining_refusals() -> Iterator[None]:
    """End with one sentence for each mistake, and without the values."""
    try:
        yield
    except ValidationError as error:
        for mistake in error.errors(include_input=False, include_url=False):
            reason = mistake["msg"].removeprefix("Value error, ")
            typer.echo(f"{mistake['loc'][0]}: {reason}", err=True)
        raise typer.Exit(1) from None
    except ServiceError as error:
        typer.echo(error.detail, err=True)
        raise typer.Exit(1) from None
