"""Payloads about logging in, and about what one logs in with."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import Field

from .base import Payload, Public, Text
from .email import Email
from .password import NewPassword, Password
from .role import RoleName
from .secret import Secret
from .user import Name

# An address that cannot exist is no mistake here, but one that has no account.
TriedEmail = Annotated[Text, Field(max_length=254)]
MailToken = Annotated[Secret, Field(max_length=1000)]


class Credentials(Payload):
    email: TriedEmail
    password: Password


class PasswordChange(Payload):
    current_password: Password
    password: NewPassword


class PasswordForgotten(Payload):
    email: TriedEmail


class PasswordReset(Payload):
    token: MailToken
    password: NewPassword


class EmailChange(Payload):
    """The new email address, and the current password."""

    email: Email
    password: Password


class EmailProof(Payload):
    token: MailToken


class Invitation(Payload):
    """Who gets an account, and with which roles."""

    email: Email
    name: Name | None = None
    roles: Annotated[list[RoleName], Field(max_length=50)] = Field(
        default_factory=lambda: ["user"]
    )


class LoginPublic(Public):
    """An active login of the caller."""

    id: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    ip_address: str | None
    user_agent: str | None
    is_current: bool

    @classmethod
    def of(cls, login: Any, current_id: str) -> Self:
        """The public side of a stored login."""
        return cls.model_validate(vars(login) | {"is_current": login.id == current_id})
