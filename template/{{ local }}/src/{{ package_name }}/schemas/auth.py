"""Payloads about credentials, invitations and sessions."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import Field, Secret

from .base import Payload, Public
from .email import Email, TriedEmail
from .password import NewPassword, Password
from .role import RoleName
from .secret import WriteOnly
from .user import Name

MailToken = Secret[Annotated[WriteOnly, Field(max_length=1000)]]


class AccountAddress(Payload):
    """Names an account, if there is one, by the address that it logs in with."""

    email: TriedEmail


class Credentials(Payload):
    email: TriedEmail
    password: Password


class PasswordChange(Payload):
    current_password: Password
    password: NewPassword


class PasswordForgotten(AccountAddress):
    """Whose password is forgotten."""


class PasswordReset(Payload):
    token: MailToken
    password: NewPassword


class EmailChange(Payload):
    """The new email address, and the current password."""

    email: Email
    password: Password


class EmailProof(Payload):
    token: MailToken


class EmailVerification(EmailProof):
    """The emailed token and, without a session of the account, its password."""

    password: Password | None = None


class Invitation(Payload):
    """The person to invite, and their roles."""

    email: Email
    name: Name | None = None
    roles: Annotated[list[RoleName], Field(max_length=50)] = Field(
        default_factory=lambda: ["user"]
    )


class SessionPublic(Public):
    """An active session of the caller."""

    id: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    ip_address: str | None
    user_agent: str | None
    is_current: bool

    @classmethod
    def of(cls, login: Any, current_id: str) -> Self:
        """The public fields of a stored session."""
        return cls.model_validate(vars(login) | {"is_current": login.id == current_id})
