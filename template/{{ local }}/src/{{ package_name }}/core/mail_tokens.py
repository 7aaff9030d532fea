"""Emailed tokens: signed, short-lived, and bound to the state of the account.

Nothing about them is stored. Using a token changes that state, so a token works once;
any other change of state invalidates it as well.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Final

from itsdangerous import BadData
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .account_config import accounts
from .account_exceptions import InvalidTokenError
from .signing import serializer


class Purpose(StrEnum):
    CHANGE_EMAIL = "change-email"
    INVITE = "invite"
    RESET_PASSWORD = "reset-password"  # noqa: S105 - a purpose
    VERIFY_EMAIL = "verify-email"


LIFETIMES: Final = {
    Purpose.CHANGE_EMAIL: timedelta(hours=accounts.verify_hours),
    Purpose.INVITE: timedelta(days=accounts.invite_days),
    Purpose.RESET_PASSWORD: timedelta(minutes=accounts.reset_minutes),
    Purpose.VERIFY_EMAIL: timedelta(hours=accounts.verify_hours),
}


_Id = Annotated[int, Field(ge=1, lt=2**63)]
_Text = Annotated[str, Field(max_length=254, pattern=r"^[^\x00]*$")]


class MailClaims(BaseModel):
    """What a token says; a signature alone does not make it usable."""

    model_config = ConfigDict(strict=True, frozen=True)

    user: _Id
    state: _Text
    email: _Text
    kind: _Text
    mail: _Id
    expires: float


def create_mail_token(
    purpose: Purpose, claims: dict[str, Any], expires_at: datetime
) -> str:
    """A token for one purpose; its holder can read the claims, not change them."""
    return serializer(purpose).dumps(claims | {"expires": expires_at.timestamp()})


def read_mail_token(token: str, *purposes: Purpose) -> MailClaims:
    """The claims of a valid token for one of these purposes.

    Raises InvalidTokenError for anything else, without saying what was wrong.
    """
    for purpose in purposes:
        try:
            claims = MailClaims.model_validate(serializer(purpose).loads(token))
        except (BadData, ValidationError):
            continue
        if datetime.now(UTC).timestamp() < claims.expires:
            return claims
    raise InvalidTokenError
