"""Checks external services: the identity provider, and a token of it."""

import typer

from ..core import access_tokens, token_explanations
from ..core.identity_exceptions import TokenRefusedError
from ..core.oidc_config import oidc
from ..core.signing_keys import quote
from ..kit.database import run
from ..services import access_service, identity_provider


def check_outside() -> bool:
    answer = _ask()
    if answer is None:
        return False
    keys = answer.keys
    typer.echo(f"provider    ok, {oidc.issuer}, usable keys: {keys.usable}")
    for sentence in keys.unusable:
        typer.echo(f"provider    {sentence}")
    if answer.login is None and (oidc.docs_client_id or oidc.admin_client_id):
        typer.echo(
            "provider    Nobody can log in at /docs or /admin: authorization_endpoint "
            "or token_endpoint is missing, or does not start with https://."
        )
    return True


def check_token(token: str) -> bool:
    """Say what would become of a token, without writing anything."""
    answer = _ask()
    if answer is None:
        return False
    try:
        key = answer.keys.choose(access_tokens.key_name(token))
        claims = access_tokens.read(token, key)
        access = run(access_service.preview, claims)
    except TokenRefusedError as refusal:
        sentence = token_explanations.explain(refusal.reason, token)
        typer.echo(f"token       refused ({refusal.reason.value}). {sentence}")
        return False
    account = f"account {access.user_id}" if access.user_id else "a new account"
    typer.echo(f"token       ok, subject {quote(claims.subject)}, {account}")
    typer.echo(f"token       {token_explanations.describe_roles(token)}")
    typer.echo(f"roles       {', '.join(access.roles) or 'none'}")
    typer.echo(f"permissions {', '.join(access.permissions) or 'none'}")
    return True


def _ask() -> identity_provider.Answer | None:
    """What the provider answers; None after saying why it is of no use."""
    try:
        return run(identity_provider.ask)
    except (OSError, ValueError) as error:
        typer.echo(f"provider    failed, {oidc.issuer}: {error}")
        return None
