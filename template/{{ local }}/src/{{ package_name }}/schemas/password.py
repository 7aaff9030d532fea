"""Passwords, as they come in."""

from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from ..core.password_policy import MAX_LENGTH, weakness
from .secret import Secret


def _strong(password: SecretStr) -> SecretStr:
    if reason := weakness(password.get_secret_value()):
        raise ValueError(reason)
    return password


# Long enough for any password, short enough that nobody makes us hash a book.
Password = Annotated[Secret, Field(min_length=1, max_length=MAX_LENGTH)]
NewPassword = Annotated[Password, AfterValidator(_strong)]
