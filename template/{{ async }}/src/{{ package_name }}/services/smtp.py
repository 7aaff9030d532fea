"""The way to the mail server."""

from email.message import EmailMessage

import aiosmtplib

from ..core import config


async def send(message: EmailMessage) -> None:
    """Hand a message to the server; the certificate is verified.

    Raises aiosmtplib.SMTPException or OSError when that fails.
    """
    mail = config.mail
    await aiosmtplib.send(
        message,
        hostname=mail.host,
        port=mail.port,
        username=mail.username,
        password=mail.password.get_secret_value() if mail.password else None,
        timeout=mail.timeout,
        use_tls=mail.security == "tls",
        start_tls=mail.security == "starttls",
    )
