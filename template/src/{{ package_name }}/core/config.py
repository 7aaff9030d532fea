"""Settings, read once from the environment and from `.env`: one class per concern."""

import os
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Section(BaseSettings):
    """Base of every settings class; values of `.env` that it does not know are ignored.

    An environment variable wins over the file. `ENV_FILE` names another file.
    """

    model_config = SettingsConfigDict(
        env_file=os.environ.get("ENV_FILE", ".env"),
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    environment: Literal["development", "production"] = Field(
        default="development", validation_alias="ENVIRONMENT"
    )

    @property
    def in_production(self) -> bool:
        return self.environment == "production"


def split(value: object) -> object:
    """The words of a variable, which are separated by commas."""
    if isinstance(value, str):
        return tuple(word.strip() for word in value.split(",") if word.strip())
    return value


# A list in one variable, separated by commas.
Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(split)]


class ServiceSettings(Section):
    """Where the service is reached, and how much it reads of a request."""

    public_url: str = Field(default="http://127.0.0.1:8000", pattern=r"^https?://")
    max_body_bytes: int = Field(default=1_048_576, ge=1024)
    allowed_hosts: Words = ("*",)
    """The names that requests may call the service by; `*` only in development."""
    cors_origins: Words = ()
    """The origins whose scripts may read answers, such as https://app.example.com."""
    docs: bool | None = None
    """Whether /openapi.json is served; if unset, only in development."""

    @property
    def serves_docs(self) -> bool:
        return not self.in_production if self.docs is None else self.docs

    @model_validator(mode="after")
    def _be_safe(self) -> Self:
        if self.in_production and not self.public_url.startswith("https://"):
            raise ValueError("PUBLIC_URL must begin with https:// in production")
        if self.in_production and "*" in self.allowed_hosts:
            raise ValueError("ALLOWED_HOSTS must name the hosts in production")
        return self


class LogSettings(Section, env_prefix="LOG_"):
    """How much is logged, and for whom: people or machines."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["console", "json"] = "console"


class DatabaseSettings(Section, env_prefix="DATABASE_"):
    """One URL for the service, the migrations and the command line."""

    url: SecretStr
    pool_size: int = Field(default=10, ge=1)
    """Connections to write with, and as many to read with, in each worker."""
    timeout: float = Field(default=10, ge=1)
    """Seconds to wait for a connection or a lock before a request is put off."""


class MailSettings(Section, env_prefix="MAIL_"):
    """The SMTP server; without a host, mail is printed to the console."""

    host: str | None = None
    port: int = Field(default=587, ge=1, le=65535)
    username: str | None = None
    password: SecretStr | None = None
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str = "no-reply@example.com"
    timeout: float = Field(default=10, gt=0)
    poll_seconds: float = Field(default=1, gt=0)
    """How often a worker looks for mail that is due."""
    dispatch: Literal["inline", "off"] = "inline"
    """`off` leaves the outbox to another process."""

    @model_validator(mode="after")
    def _be_safe(self) -> Self:
        if self.in_production and self.host and self.security == "none":
            raise ValueError("MAIL_SECURITY must be starttls or tls in production")
        return self


SectionT = TypeVar("SectionT", bound=Section)


def load(section: type[SectionT]) -> SectionT:
    """Read a section, or end the process with one sentence for each mistake.

    The sentences name the variable and never repeat its value.
    """
    try:
        return section()
    except ValidationError as error:
        raise SystemExit("\n".join(_sentences(section, error))) from None


def _sentences(section: type[Section], error: ValidationError) -> list[str]:
    prefix = section.model_config.get("env_prefix", "")
    return [
        f"{prefix}{mistake['loc'][0]}".upper() + f": {mistake['msg']}."
        if mistake["loc"]
        else mistake["msg"].removeprefix("Value error, ") + "."
        for mistake in error.errors(include_input=False, include_url=False)
    ]


service = load(ServiceSettings)
log = load(LogSettings)
database = load(DatabaseSettings)
mail = load(MailSettings)
