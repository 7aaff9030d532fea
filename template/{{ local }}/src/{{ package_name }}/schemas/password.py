"""Passwords that clients send."""

from typing import Annotated

from pydantic import AfterValidator, Field, Secret

from ..core.password_policy import MAX_LENGTH, weakness
from .secret import WriteOnly


def _strong(password: Secret[str]) -> Secret[str]:
    if reason := weakness(password.get_secret_value()):
        raise ValueError(reason)
    return password


# The maximum is enough for any password, and limits what a hash costs.
Password = Secret[Annotated[WriteOnly, Field(min_length=1, max_length=MAX_LENGTH)]]
NewPassword = Annotated[Password, AfterValidator(_strong)]
