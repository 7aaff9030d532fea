"""Emailed tokens: signed, short-lived, and bound to the state of the account.

Nothing about them is stored. Using a token changes that state, so a token works once;
any other change of state invalidates it as well.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from itsdangerous import BadData

from .account_config import accounts
from .account_exceptions import InvalidTokenError
from .signing import timed_serializer


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


def create_mail_token(purpose: Purpose, claims: dict[str, Any]) -> str:
    """A token for one purpose; its holder can read the claims, not change them."""
    return timed_serializer(purpose).dumps(claims)


def read_mail_token(token: str, *purposes: Purpose) -> dict[str, Any]:
    """The claims of a valid token for one of these purposes.

    Raises InvalidTokenError for anything else, without saying what was wrong.
    """
    for purpose in purposes:
        seconds = int(LIFETIMES[purpose].total_seconds())
        try:
            claims: dict[str, Any] = timed_serializer(purpose).loads(
                token, max_age=seconds
            )
        except BadData:
            continue
        return claims
    raise InvalidTokenError
