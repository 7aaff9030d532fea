"""Settings, read from the environment and from `.env`.

They are read when one of them is first used, not when a module is imported, so that
`--help` works without them.
"""

import os
from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeVar, cast

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic import ValidationInfo as Info
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """Base of every class of settings. Environment variables override `.env`."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    environment: Literal["development", "production"] = Field(
        default="development", validation_alias="ENVIRONMENT"
    )
    """development or production. Production refuses to start with unsafe settings."""

    @classmethod
    def names(cls) -> dict[str, FieldInfo]:
        """The fields, by the names of their environment variables."""
        prefix = cls.model_config.get("env_prefix", "")
        return {
            str(field.validation_alias or prefix + name).upper(): field
            for name, field in cls.model_fields.items()
        }

    @property
    def in_production(self) -> bool:
        return self.environment == "production"


def split(value: object) -> object:
    """Split a value that is a list, separated by commas."""
    if isinstance(value, str):
        return tuple(word.strip() for word in value.split(",") if word.strip())
    return value


def in_production(info: Info) -> bool:
    """For the validators of a field: `environment` has been validated before it."""
    return info.data.get("environment") == "production"


def _require_https(url: str, info: Info) -> str:
    if in_production(info) and not url.startswith("https://"):
        raise ValueError("must start with https:// in production")
    return url


# A list in one variable, separated by commas.
Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(split)]
Url = Annotated[
    str, Field(pattern=r"^https?://[^\s/?#@:]"), AfterValidator(_require_https)
]

SettingsT = TypeVar("SettingsT", bound=Settings)


class SettingsError(SystemExit):
    """Ends the process with one sentence for each mistake, which repeats no value."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(dict.fromkeys(sentences))
        super().__init__("\n".join(self.sentences))


loaded: dict[type[Settings], Settings] = {}
"""What has been read so far."""


class _Lazy:
    """Stands for settings that are read when one of them is first used."""

    def __init__(self, kind: type[Settings]) -> None:
        self._kind = kind

    def __getattr__(self, name: str) -> Any:
        if self._kind not in loaded:
            loaded[self._kind] = load(self._kind)
        return getattr(loaded[self._kind], name)


def lazy(kind: type[SettingsT]) -> SettingsT:
    """The settings of this class; the first use reads them, or raises SettingsError."""
    return cast(SettingsT, _Lazy(kind))


def load(kind: type[SettingsT]) -> SettingsT:
    """Read the settings of this class now. Raises SettingsError."""
    try:
        return kind(_env_file=env_file())
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
        raise SettingsError(_sentence(kind, mistake) for mistake in found) from None


def env_file() -> str:
    """The file that is read; `ENV_FILE` names another one."""
    return os.environ.get("ENV_FILE", ".env")


def _sentence(kind: type[Settings], mistake: Any) -> str:
    said = mistake["msg"].removeprefix("Value error, ")
    if not mistake["loc"]:
        return f"{said}."
    name = str(mistake["loc"][0]).upper()
    if name not in kind.names():
        name = f"{kind.model_config.get('env_prefix', '')}{name}"
    if mistake["type"] == "missing":
        said = "required; set it in the environment or in .env (see `make env`)"
    return f"{name}: {said}."
