"""Settings that every service has: where it is reached, its log and its database."""

from typing import Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator

from .section import Section, Words, load


class ServiceSettings(Section):
    """The service: where clients reach it, and which requests it accepts."""

    public_url: str = Field(default="http://127.0.0.1:8000", pattern=r"^https?://")
    """The URL that clients reach the service at; https:// in production."""
    max_body_bytes: int = Field(default=65_536, ge=1024)
    """The largest request body that is read."""
    allowed_hosts: Words = ("*",)
    """The host names that requests can use; `*` only in development."""
    cors_origins: Words = ()
    """The origins whose scripts may read answers, such as https://app.example.com."""
    require_if_match: bool = False
    """Whether changing or deleting a role without If-Match is refused."""
    docs: bool | None = None
    """Whether /docs and /openapi.json are served; if empty, only in development."""

    @field_validator("allowed_hosts")
    @classmethod
    def _fold(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(host.lower() for host in hosts)

    @property
    def serves_docs(self) -> bool:
        return not self.in_production if self.docs is None else self.docs

    @model_validator(mode="after")
    def _be_safe(self) -> Self:
        if self.in_production and not self.public_url.startswith("https://"):
            raise ValueError("PUBLIC_URL must begin with https:// in production")
        hosts = self.allowed_hosts
        if self.in_production and ("*" in hosts or not hosts):
            raise ValueError("ALLOWED_HOSTS must name the hosts in production")
        return self


class LogSettings(Section, env_prefix="LOG_"):
    """Logs."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    """debug, info, warning or error."""
    format: Literal["console", "json"] = "console"
    """console for people, json for machines."""


class DatabaseSettings(Section, env_prefix="DATABASE_"):
    """The database: one URL for the service, the migrations and the commands."""

    url: SecretStr
    """The URL of the database; the service chooses the driver."""
    pool_size: int = Field(default=10, ge=1)
    """Connections to write with, and as many to read with, in each worker."""
    timeout: float = Field(default=10, ge=1)
    """Seconds to wait for a connection or a lock before the request is answered 503."""


service = load(ServiceSettings)
log = load(LogSettings)
database = load(DatabaseSettings)
