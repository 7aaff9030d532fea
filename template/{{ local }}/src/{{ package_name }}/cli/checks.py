"""Checks external services: the mail server."""

import typer

from ..core import mail_config
from ..kit.database import run
from ..services import smtp


def check_outside() -> bool:
    mail = mail_config.mail
    if mail.host is None:
        typer.echo(
            "mail        not sent, printed to the console (MAIL_HOST is not set)"
        )
        return True
    try:
        run(smtp.check)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
        typer.echo(f"mail        failed, {mail.host}: {error}")
        return False
    typer.echo(f"mail        ok, {mail.host}")
    return True
