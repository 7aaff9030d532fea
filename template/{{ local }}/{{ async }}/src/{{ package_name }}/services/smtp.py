"""The connection to the SMTP server."""

import asyncio
from email.message import EmailMessage

import aiosmtplib

from ..core import mail_config


async def send(message: EmailMessage) -> None:
    """Pass a message to the server, whose certificate is verified.

    Raises aiosmtplib.SMTPException or OSError when that fails.
    """
    async with asyncio.timeout(mail_config.mail.timeout), _server() as server:
        await server.send_message(message)


async def check() -> None:
    """Connect to the server and log in. Raises as `send` does."""
    async with _server() as server:
        await server.noop()


def reply_code(error: Exception) -> int | None:
    """The reply code of the server, if that is what made `send` fail."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return error.recipients[0].code
    return error.code if isinstance(error, aiosmtplib.SMTPResponseException) else None


def _server() -> aiosmtplib.SMTP:
    mail = mail_config.mail
    return aiosmtplib.SMTP(
        hostname=mail.host,
        port=mail.port,
        username=mail.username,
        password=mail.password.get_secret_value() if mail.password else None,
        timeout=mail.timeout,
        use_tls=mail.security == "tls",
        start_tls=mail.security == "starttls",
    )
