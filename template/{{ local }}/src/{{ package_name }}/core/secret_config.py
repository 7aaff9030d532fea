"""Signing keys: the current one and its predecessors."""

from itertools import pairwise
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

from ..kit.settings import Settings, lazy, split

_MIN_BYTES = 32
_MIN_DIFFERENT = 12
# Of random keys in base64, one in millions has such a word by chance. The last one
# begins the key in FastAPI's tutorial.
_PLACEHOLDERS: Final = ("change", "secret", "example", "password", "09d25e094faa")


def _require_random(secret: SecretStr) -> SecretStr:
    key = secret.get_secret_value()
    if not _looks_random(key):
        raise ValueError(
            f"a key must have at least {_MIN_BYTES} random bytes; "
            "`openssl rand -base64 48` generates one"
        )
    return secret


def _looks_random(key: str) -> bool:
    steps = sum(abs(ord(one) - ord(other)) <= 1 for one, other in pairwise(key))
    return (
        len(key.encode()) >= _MIN_BYTES
        and len(set(key)) >= _MIN_DIFFERENT
        and steps < len(key) / 2
        and not any(word in key.lower() for word in _PLACEHOLDERS)
    )


Key = Annotated[SecretStr, AfterValidator(_require_random)]


class SecretSettings(Settings):
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


secrets = lazy(SecretSettings)
