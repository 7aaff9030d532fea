"""The payload of a registration."""

from typing import Self

from pydantic import model_validator

from .base import Payload
from .email import Email
from .password import NewPassword, Password
from .user import Age, Name


class UserCreate(Payload):
    email: Email
    password: NewPassword
    confirm_password: Password | None = None
    name: Name | None = None
    age: Age | None = None

    @model_validator(mode="after")
    def _same_password_twice(self) -> Self:
        if self.confirm_password not in (None, self.password):
            raise ValueError("The passwords do not match.")
        return self
