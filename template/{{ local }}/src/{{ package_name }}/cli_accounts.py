"""Commands about accounts that are kept here."""

from typing import Annotated

import typer
from pydantic import SecretStr, ValidationError

from .core.exceptions import ServiceError
from .database import run
from .schemas.registration import UserCreate
from .services import account_service

accounts = typer.Typer()


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
    try:
        payload = UserCreate(email=email, password=SecretStr(password))
        user = run(account_service.create_admin, payload)
    except ValidationError as error:
        for mistake in error.errors(include_input=False, include_url=False):
            reason = mistake["msg"].removeprefix("Value error, ")
            typer.echo(f"{mistake['loc'][0]}: {reason}", err=True)
        raise typer.Exit(1) from None
    except ServiceError as error:
        typer.echo(error.detail, err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{user.email} is an administrator now.")
