"""What a class of settings is, and how it is read from the environment and `.env`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any, Literal, TypeVar, cast

from pydantic import BeforeValidator, Field, ValidationError
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

SectionT = TypeVar("SectionT", bound=Section)

# Help needs no values, even where a module of yours reads settings at its import.
_asked_for_help = "--help" in sys.argv or sys.argv[1:2] == ["env-example"]
_left_unread = ContextVar("_left_unread", default=_asked_for_help)


@contextmanager
def unread() -> Iterator[None]:
    """Load sections without their values, where only what they are is told."""
    token = _left_unread.set(True)
    try:
        yield
    finally:
        _left_unread.reset(token)


def load(section: type[SectionT]) -> SectionT:
    """Read a section, or end the process with one sentence for each mistake.

    The sentences name the variable and never repeat its value.
    """
    if _left_unread.get():
        return cast(SectionT, section.model_construct())
    try:
        return section()
    except ValidationError as error:
        mistakes = error.errors(include_input=False, include_url=False)
        prefix = section.model_config.get("env_prefix", "")
        sentences = (_sentence(prefix, mistake) for mistake in mistakes)
        raise SystemExit("\n".join(sentences)) from None


def _sentence(prefix: str, mistake: Any) -> str:
    said = mistake["msg"].removeprefix("Value error, ")
    if not mistake["loc"]:
        return f"{said}."
    name = f"{prefix}{mistake['loc'][0]}".upper()
    if mistake["type"] == "missing":
        said = "Set it in the environment, or in .env, which `make env` writes"
    return f"{name}: {said}."
