"""Settings of mail."""

from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator

from .section import Section, load


class MailSettings(Section, env_prefix="MAIL_"):
    """Mail: which server sends it, and when."""

    host: str | None = None
    """The SMTP server; if empty, in development only, mail goes to the console."""
    port: int = Field(default=587, ge=1, le=65535)
    """587 for starttls, 465 for tls."""
    username: str | None = None
    """The account at the SMTP server, if it asks for one."""
    password: SecretStr | None = None
    """Its password."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """starttls, tls or none; in production not none."""
    sender: str = "no-reply@example.com"
    """The email address that mails come from; in production not at example.com."""
    timeout: float = Field(default=10, gt=0)
    """Seconds to wait for the SMTP server."""
    poll_seconds: float = Field(default=1, gt=0)
    """Seconds between two checks for mail that is due."""
    dispatch: Literal["inline", "off"] = "inline"
    """inline sends from the service, off leaves mail to the command `outbox`."""

    @model_validator(mode="after")
    def _be_safe(self) -> Self:
        if self.in_production and not self.host:
            raise ValueError("MAIL_HOST must name a mail server in production")
        if self.in_production and self.security == "none":
            raise ValueError("MAIL_SECURITY must be starttls or tls in production")
        name, _, domain = self.sender.rpartition("@")
        if self.in_production and (not name or domain.lower() in {"", "example.com"}):
            raise ValueError("MAIL_SENDER must be an address of yours in production")
        return self


mail = load(MailSettings)
