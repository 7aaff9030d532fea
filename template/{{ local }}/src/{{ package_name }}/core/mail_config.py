"""Settings for email."""

from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic import ValidationInfo as Info

from ..kit.settings import Settings, in_production, lazy


class MailSettings(Settings, env_prefix="MAIL_"):
    """Email."""

    host: str | None = None
    """The SMTP server. If empty (development only), emails go to the console."""
    port: int = Field(default=587, ge=1, le=65535)
    """587 for starttls, 465 for tls."""
    username: str | None = None
    """SMTP user name, if the server requires one."""
    password: SecretStr | None = None
    """SMTP password."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """starttls, tls or none (development only)."""
    sender: str = "no-reply@example.com"
    """The From address. Must be at your own domain in production."""
    timeout: float = Field(default=10, gt=0)
    """Seconds to wait for the SMTP server."""
    poll_seconds: float = Field(default=1, gt=0)
    """Seconds between checks for queued emails."""
    dispatch: Literal["inline", "off"] = "inline"
    """inline: the workers send email; off: only the command `outbox` does."""

    @field_validator("host")
    @classmethod
    def _name_server(cls, host: str | None, info: Info) -> str | None:
        if in_production(info) and not host:
            raise ValueError("must name a mail server in production")
        return host

    @field_validator("security")
    @classmethod
    def _encrypt(cls, security: str, info: Info) -> str:
        if in_production(info) and security == "none":
            raise ValueError("must be starttls or tls in production")
        return security

    @field_validator("sender")
    @classmethod
    def _own_domain(cls, sender: str, info: Info) -> str:
        name, _, domain = sender.rpartition("@")
        if in_production(info) and (not name or domain.lower() in {"", "example.com"}):
            raise ValueError("must be an address at your own domain in production")
        return sender


mail = lazy(MailSettings)
