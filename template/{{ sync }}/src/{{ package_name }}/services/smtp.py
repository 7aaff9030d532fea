"""The way to the mail server."""

import smtplib
import ssl
from email.message import EmailMessage

from ..core import config


def send(message: EmailMessage) -> None:
    """Hand a message to the server; the certificate is verified.

    Raises smtplib.SMTPException or OSError when that fails.
    """
    with _connect() as server:
        mail = config.mail
        if mail.security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if mail.username and mail.password:
            server.login(mail.username, mail.password.get_secret_value())
        server.send_message(message)


def _connect() -> smtplib.SMTP:
    mail = config.mail
    host = mail.host or "localhost"
    if mail.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, mail.port, timeout=mail.timeout, context=context)
    return smtplib.SMTP(host, mail.port, timeout=mail.timeout)
