"""Commands about accounts and their email."""

from collections.abc import Callable
from typing import Annotated

import typer
from pydantic import Secret

from .errors import explaining_refusals

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
            help="Prefer the prompt or ADMIN_PASSWORD: options stay in the history.",
        ),
    ],
) -> None:
    """Create an administrator account."""
    from ..kit.database import run
    from ..schemas.registration import UserCreate
    from ..services import account_service

    with explaining_refusals():
        payload = UserCreate(email=email, password=Secret(password))
        user = run(account_service.create_admin, payload)
    typer.echo(f"{user.email} is now an administrator.")


@accounts.command()
def regain_admin(email: Email) -> None:
    """Reactivate an account and make it an administrator."""
    from ..kit.database import run
    from ..schemas.auth import AccountAddress
    from ..services import account_service

    with explaining_refusals():
        # A shell passes on bytes that are no text, which are refused here.
        email.encode()
        account = AccountAddress(email=email)
        user = run(account_service.regain_admin, account.email)
    typer.echo(f"{user.email} is now an administrator.")
    if user.email_verified_at is None:
        typer.echo(
            "The address is not verified: somebody else may have registered it, and "
            "know the password. All sessions were ended. If you did not choose the "
            "password, reset it now.",
            err=True,
        )


@accounts.command()
def end_sessions(email: Email) -> None:
    """Log an account out of all sessions."""
    from ..kit.database import run
    from ..schemas.auth import AccountAddress
    from ..services import account_service

    with explaining_refusals():
        # A shell passes on bytes that are no text, which are refused here.
        email.encode()
        account = AccountAddress(email=email)
        number = run(account_service.end_sessions, account.email)
    typer.echo(f"Ended {number} session{'' if number == 1 else 's'}.")


@accounts.command()
def outbox() -> None:
    """Send queued email in this process; use with `serve --no-outbox`."""
    from ..kit import logging
    from ..services import background, jobs

    logging.configure()
    background.run_until_stopped(jobs.sending_mail())


def checking(check: Callable[[], None]) -> Callable[[], None]:
    """The command `check`; accounts with passwords need no options of it."""
    return check
