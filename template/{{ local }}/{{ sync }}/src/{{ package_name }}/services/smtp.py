"""The connection to the SMTP server."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from ..core import mail_config


def send(message: EmailMessage) -> None:
    """Pass a message to the server, whose certificate is verified.

    Raises smtplib.SMTPException or OSError when that fails.
    """
    with _server() as server:
        server.send_message(message)


def check() -> None:
    """Connect to the server and log in. Raises as `send` does."""
    with _server() as server:
        server.noop()


def reply_code(error: Exception) -> int | None:
    """The reply code of the server, if that is what made `send` fail."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        ((code, _),) = error.recipients.values()
        return code
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None


@contextmanager
def _server() -> Iterator[smtplib.SMTP]:
    mail = mail_config.mail
    with _connect(str(mail.host)) as server:
        if mail.security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if mail.username and mail.password:
            server.login(mail.username, mail.password.get_secret_value())
        yield server


def _connect(host: str) -> smtplib.SMTP:
    mail = mail_config.mail
    if mail.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, mail.port, timeout=mail.timeout, context=context)
    return smtplib.SMTP(host, mail.port, timeout=mail.timeout)
