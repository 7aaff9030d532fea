"""Settings, read once from the environment and from `.env`: one class per concern."""

import os
from typing import Annotated, Literal, Self, TypeVar

from pydantic import (
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic.fields import FieldInfo
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
        use_attribute_docstrings=True,
    )

    environment: Literal["development", "production"] = Field(
        default="development", validation_alias="ENVIRONMENT"
    )
    """development, or production, which refuses to start with unsafe settings."""

    @classmethod
    def names(cls) -> dict[str, FieldInfo]:
        """The fields, by the names of the variables that they are read from."""
        prefix = cls.model_config.get("env_prefix", "")
        return {
            str(field.validation_alias or prefix + name).upper(): field
            for name, field in cls.model_fields.items()
        }

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
