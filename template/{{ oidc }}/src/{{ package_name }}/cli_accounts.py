"""Commands about accounts, by issuer and subject."""

from typing import Annotated

import typer

from .cli_refusals import explaining_refusals

accounts = typer.Typer()


@accounts.command()
def create_admin(
    subject: Annotated[
        str, typer.Option(prompt=True, help="The claim `sub` of their tokens.")
    ],
    issuer: Annotated[
        str | None, typer.Option(help="The claim `iss`, if it is not OIDC_ISSUER.")
    ] = None,
) -> None:
    """Open an administrator's account."""
    from .core.oidc_config import oidc
    from .database import run
    from .services import identity_service

    with explaining_refusals():
        user = run(identity_service.create_admin, issuer or oidc.issuer, subject)
    typer.echo(f"{subject} is an administrator now, with the account {user.id}.")


@accounts.command()
def regain_admin(
    user_id: Annotated[int, typer.Argument(help="The id of the account.")],
) -> None:
    """Make an account an active administrator, when nobody else can."""
    from .database import run
    from .services import identity_service

    with explaining_refusals():
        run(identity_service.regain_admin, user_id)
    typer.echo(f"The account {user_id} is an administrator now.")
