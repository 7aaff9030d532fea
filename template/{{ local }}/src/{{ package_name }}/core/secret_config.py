"""The key that tokens are signed with, and the ones before it."""

from typing import Annotated, Self

from pydantic import BeforeValidator, SecretStr, model_validator
from pydantic_settings import NoDecode

from .section import Section, load, split

_MIN_BYTES = 32
_MIN_DIFFERENT = 12


class SecretSettings(Section):
    """The key signs; the previous ones are still accepted, so that keys can rotate."""

    secret_key: SecretStr
    """At least 32 random bytes."""
    previous_secret_keys: Annotated[
        tuple[SecretStr, ...], NoDecode, BeforeValidator(split)
    ] = ()
    """Keys that are replaced but still accepted, separated by commas."""

    @model_validator(mode="after")
    def _be_safe(self) -> Self:
        for key in self.keys:
            if len(key.encode()) < _MIN_BYTES or len(set(key)) < _MIN_DIFFERENT:
                raise ValueError(
                    f"SECRET_KEY and PREVIOUS_SECRET_KEYS need {_MIN_BYTES} random "
                    "bytes each, such as `openssl rand -base64 48` makes"
                )
        return self

    @property
    def keys(self) -> list[str]:
        """All accepted keys, the signing one first."""
        keys = [self.secret_key, *self.previous_secret_keys]
        return [key.get_secret_value() for key in keys]


secrets = load(SecretSettings)
