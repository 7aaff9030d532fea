"""Whether what the service needs from outside works: the identity provider."""

import typer

from .core.oidc_config import oidc
from .database import run
from .services import identity_provider


def check_outside() -> bool:
    try:
        answer = run(identity_provider.ask)
    except (OSError, ValueError) as error:
        typer.echo(f"provider    {oidc.issuer} does not work: {error}")
        return False
    typer.echo(f"provider    ok, {oidc.issuer} has {len(answer.keys)} keys")
    return True
