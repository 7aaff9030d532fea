"""Commands about accounts, found by issuer and subject, and about tokens."""

from collections.abc import Callable
from typing import Annotated

import typer

from ..schemas.base import MAX_ID
from .errors import explaining_refusals, refuse

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
    from ..core.oidc_config import oidc
    from ..kit.database import run
    from ..services import identity_service

    with explaining_refusals():
        provider = oidc.issuer if issuer is None else issuer
        # A shell passes on bytes that are no text.
        f"{provider} {subject}".encode()
        user = run(identity_service.create_admin, provider, subject)
    typer.echo(f"{subject} is now an administrator (account {user.id}).")


@accounts.command()
def regain_admin(
    user_id: Annotated[
        int, typer.Argument(help="The id of the account.", min=1, max=MAX_ID)
    ],
) -> None:
    """Reactivate an account and make it an administrator."""
    from ..kit.database import run
    from ..services import identity_service

    with explaining_refusals():
        run(identity_service.regain_admin, user_id)
    typer.echo(f"Account {user_id} is now an administrator.")


def checking(check_all: Callable[[], None]) -> Callable[..., None]:
    """The command `check`, which can also check a token."""

    def check(
        token: Annotated[
            str | None,
            typer.Option(
                help="`-`: only say what would become of the token on standard input."
            ),
        ] = None,
    ) -> None:
        """Check settings, database, migrations and external services."""
        if token is None:
            check_all()
        elif token != "-":  # noqa: S105 - the usual name of standard input
            refuse("Other users can see arguments. Use `--token -` and standard input.")
        else:
            _check_token(typer.get_binary_stream("stdin").read())

    return check


def _check_token(content: bytes) -> None:
    from .checks import check_token

    token = content.decode("ascii", "replace").strip().removeprefix("Bearer ")
    with explaining_refusals():
        is_accepted = check_token(token)
    if not is_accepted:
        raise typer.Exit(1)
