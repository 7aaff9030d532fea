"""Signing keys: the current one and its predecessors."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

from .section import Section, load, split

_MIN_BYTES = 32
_MIN_DIFFERENT = 12


def _require_random(secret: SecretStr) -> SecretStr:
    key = secret.get_secret_value()
    if len(key.encode()) < _MIN_BYTES or len(set(key)) < _MIN_DIFFERENT:
        raise ValueError(
            f"a key must have at least {_MIN_BYTES} random bytes; "
            "`openssl rand -base64 48` generates one"
        )
    return secret


Key = Annotated[SecretStr, AfterValidator(_require_random)]


class SecretSettings(Section):
    """Signing keys."""

    secret_key: Key
    """At least 32 random bytes."""
    previous_secret_keys: Annotated[
        tuple[Key, ...], NoDecode, BeforeValidator(split)
    ] = ()
    """Former keys that are still accepted, separated by commas."""

    @property
    def keys(self) -> list[str]:
        """All accepted keys, the signing one first."""
        keys = [self.secret_key, *self.previous_secret_keys]
        return [key.get_secret_value() for key in keys]


secrets = load(SecretSettings)
