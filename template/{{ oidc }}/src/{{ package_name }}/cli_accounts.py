"""Commands about accounts, found by issuer and subject."""

from typing import Annotated

import typer

from .cli_refusals import explaining_refusals

accounts = typer.Typer()


@accounts.command()
def create_admin(
    subject: Annotated[
        str, typer.Option(prompt=True, help="The `sub` claim of their tokens.")
    ],
    issuer: Annotated[
        str | None, typer.Option(help="The `iss` claim, if it is not OIDC_ISSUER.")
    ] = None,
) -> None:
    """Create an administrator account."""
    from .core.oidc_config import oidc
    from .database import run
    from .services import identity_service

    with explaining_refusals():
        user = run(identity_service.create_admin, issuer or oidc.issuer, subject)
    typer.echo(f"{subject} is now an administrator (account {user.id}).")


@accounts.command()
def regain_admin(
    user_id: Annotated[int, typer.Argument(help="The id of the account.")],
) -> None:
    """Reactivate an account and make it an administrator."""
    from .database import run
    from .services import identity_service

    with explaining_refusals():
        run(identity_service.regain_admin, user_id)
    typer.echo(f"Account {user_id} is now an administrator.")
