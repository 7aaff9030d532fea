"""Checks external services: the identity provider."""

import typer

from .core.oidc_config import oidc
from .database import run
from .services import identity_provider


def check_outside() -> bool:
    try:
        answer = run(identity_provider.ask)
    except (OSError, ValueError) as error:
        typer.echo(f"provider    failed, {oidc.issuer}: {error}")
        return False
    typer.echo(f"provider    ok, {oidc.issuer}, usable keys: {len(answer.keys)}")
    return True
