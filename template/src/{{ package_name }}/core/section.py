"""The base class of all settings, which are read from the environment and `.env`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any, Literal, TypeVar, cast

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic import ValidationInfo as Info
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Section(BaseSettings):
    """Base of every settings class; unknown names in `.env` are ignored.

    Environment variables override the file. `ENV_FILE` names another file.
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

SectionT = TypeVar("SectionT", bound=Section)

# `--help` must work without settings, even if project modules load theirs on import.
_asked_for_help = "--help" in sys.argv or sys.argv[1:2] == ["env-example"]
_left_unread = ContextVar("_left_unread", default=_asked_for_help)


@contextmanager
def unread() -> Iterator[None]:
    """Build sections without reading their values, to describe them."""
    token = _left_unread.set(True)
    try:
        yield
    finally:
        _left_unread.reset(token)


_mistakes = ContextVar[list[str] | None]("_mistakes", default=None)


@contextmanager
def gathering() -> Iterator[None]:
    """Load several sections, and report the mistakes of all of them at the end."""
    mistakes: list[str] = []
    token = _mistakes.set(mistakes)
    try:
        yield
    finally:
        _mistakes.reset(token)
        if mistakes:
            # Each once: ENVIRONMENT is of all sections.
            raise SystemExit("\n".join(dict.fromkeys(mistakes)))


def load(section: type[SectionT]) -> SectionT:
    """Read a section, or end the process with one sentence for each mistake.

    The sentences name the variable and never repeat its value.
    """
    if _left_unread.get():
        return cast(SectionT, section.model_construct())
    try:
        return section()
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
        sentences = [_sentence(section, mistake) for mistake in found]
        if (gathered := _mistakes.get()) is None:
            raise SystemExit("\n".join(sentences)) from None
        gathered += sentences
        return cast(SectionT, section.model_construct())


def _sentence(section: type[Section], mistake: Any) -> str:
    said = mistake["msg"].removeprefix("Value error, ")
    if not mistake["loc"]:
        return f"{said}."
    name = str(mistake["loc"][0]).upper()
    if name not in section.names():
        name = f"{section.model_config.get('env_prefix', '')}{name}"
    if mistake["type"] == "missing":
        said = "required; set it in the environment or in .env (see `make env`)"
    return f"{name}: {said}."
