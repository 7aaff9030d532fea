"""A secret that a client sends."""

from typing import Annotated

from pydantic import AfterValidator, SecretStr


def _encodable(secret: SecretStr) -> SecretStr:
    """Refuse half a character, which JSON can name. For other texts, Pydantic does."""
    try:
        secret.get_secret_value().encode()
    except UnicodeEncodeError:
        raise ValueError("This must be made of whole characters.") from None
    return secret


Secret = Annotated[SecretStr, AfterValidator(_encodable)]
