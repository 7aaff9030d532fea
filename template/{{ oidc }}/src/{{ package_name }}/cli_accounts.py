"""`serve`, and the commands about accounts."""

from typing import Annotated

import typer

from .cli_refusals import explaining_refusals
from .cli_server import Host, Port, Reload, Workers, start
from .core.oidc_config import oidc
from .database import run
from .services import identity_service

accounts = typer.Typer()


@accounts.command()
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 1,
    reload: Reload = False,
) -> None:
    """Serve the API, if the database has the schema for it."""
    start(host, port, workers, reload=reload)


@accounts.command()
def create_admin(
    subject: Annotated[
        str, typer.Option(prompt=True, help="The claim `sub` of their tokens.")
    ],
    issuer: Annotated[str, typer.Option(help="The claim `iss`.")] = oidc.issuer,
) -> None:
    """Open an administrator's account."""
    with explaining_refusals():
        user = run(identity_service.create_admin, issuer, subject)
    typer.echo(f"{subject} is an administrator now, with the account {user.id}.")


@accounts.command()
def regain_admin(
    user_id: Annotated[int, typer.Argument(help="The id of the account.")],
) -> None:
    """Make an account an active administrator, when nobody else can."""
    with explaining_refusals():
        run(identity_service.regain_admin, user_id)
    typer.echo(f"The account {user_id} is an administrator now.")
