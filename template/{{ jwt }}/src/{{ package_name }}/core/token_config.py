"""Settings of tokens: what they are signed with, and how long they live."""

from datetime import timedelta
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import NoDecode

from .config import Section, load, split

_MIN_BYTES = 32
_MIN_DIFFERENT_CHARACTERS = 12


class TokenSettings(Section):
    """The key signs; the previous ones are still accepted, so that keys can rotate."""

    secret_key: SecretStr
    previous_secret_keys: Annotated[
        tuple[SecretStr, ...], NoDecode, BeforeValidator(split)
    ] = ()
    access_token_minutes: int = Field(default=15, ge=1, le=60)
    refresh_idle_days: int = Field(default=14, ge=1)
    refresh_max_days: int = Field(default=30, ge=1)

    @model_validator(mode="after")
    def _be_safe(self) -> Self:
        for key in self.keys:
            if (
                len(key.encode()) < _MIN_BYTES
                or len(set(key)) < _MIN_DIFFERENT_CHARACTERS
            ):
                raise ValueError(
                    f"SECRET_KEY and PREVIOUS_SECRET_KEYS need {_MIN_BYTES} random "
                    "bytes each; `make env` writes such a key"
                )
        return self

    @property
    def keys(self) -> list[str]:
        """All accepted keys, the signing one first."""
        keys = [self.secret_key, *self.previous_secret_keys]
        return [key.get_secret_value() for key in keys]

    @property
    def access_token_lifetime(self) -> timedelta:
        return timedelta(minutes=self.access_token_minutes)

    @property
    def refresh_idle(self) -> timedelta:
        return timedelta(days=self.refresh_idle_days)

    @property
    def refresh_lifetime(self) -> timedelta:
        return timedelta(days=self.refresh_max_days)


tokens = load(TokenSettings)
