"""Whether what the service needs from outside works: the mail server."""

import typer

from .core import mail_config
from .database import run
from .services import smtp


def check_outside() -> bool:
    mail = mail_config.mail
    if mail.host is None:
        typer.echo("mail        printed to the console: MAIL_HOST is not set")
        return True
    try:
        run(smtp.check)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the answer
        typer.echo(f"mail        {mail.host} does not work: {error}")
        return False
    typer.echo(f"mail        ok, through {mail.host}")
    return True
