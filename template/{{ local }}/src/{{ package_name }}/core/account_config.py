"""Settings of accounts: who can open one, how passwords are hashed, what is limited."""

import os
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_settings import NoDecode

from .section import Section, load


@dataclass(frozen=True, slots=True)
class Limit:
    """So many attempts within so many seconds; written `10/300`."""

    hits: int
    seconds: int

    def __str__(self) -> str:
        return f"{self.hits}/{self.seconds}"

    @property
    def window(self) -> timedelta:
        return timedelta(seconds=self.seconds)


_LIMIT: Final = re.compile(r"([1-9]\d{0,5})/([1-9]\d{0,5})", re.ASCII)


def _parse(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match = _LIMIT.fullmatch(value)
    if match is None:
        raise ValueError("Write tries/seconds, such as 10/300")
    return Limit(int(match[1]), int(match[2]))


Rate = Annotated[Limit, NoDecode, BeforeValidator(_parse)]


def _half_the_cores() -> int:
    return max(1, (os.cpu_count() or 2) // 2)


class AccountSettings(Section):
    """Accounts: who can open one, and what is asked of its owner."""

    registration: Literal["open", "invite", "closed"] = "open"
    """open to everybody, by invite of an administrator, or closed."""
    registration_discloses: bool = True
    """Whether a taken email address is a 409; if not, every answer is the same 202."""
    login_requires_verified_email: bool = False
    """Whether users must verify their email address before they can log in."""
    password_policy: Literal["composition", "passphrase"] = "composition"  # noqa: S105 - the name of a policy
    """composition: 8 characters of three kinds; passphrase: 15 of any kind."""
    pages_url: str = Field(default="http://127.0.0.1:3000", pattern=r"^https?://")
    """The URL of the pages that links in mails lead to; https:// in production."""
    reset_minutes: int = Field(default=30, ge=1, le=60)
    """Minutes that a mailed link to a new password is valid."""
    verify_hours: int = Field(default=24, ge=1, le=72)
    """Hours that a mailed link which verifies an email address is valid."""
    invite_days: int = Field(default=7, ge=1, le=30)
    """Days that an invitation is valid."""

    @model_validator(mode="after")
    def _be_safe(self) -> Self:
        if self.in_production and not self.pages_url.startswith("https://"):
            raise ValueError("PAGES_URL must begin with https:// in production")
        return self


class HashingSettings(Section, env_prefix="HASHING_"):
    """Password hashing: limits per worker."""

    concurrency: int = Field(default_factory=_half_the_cores, ge=1)
    """Requests at work on a hash, at 20 ms and 19 MiB; if empty, half the cores."""
    queue: int = Field(default=100, ge=1)
    """Requests that can wait for their hash; more are answered 503."""


class ThrottleSettings(Section, env_prefix="THROTTLE_"):
    """Limits: how often something can be tried, by one source or for one account."""

    login: Rate = Limit(10, 900)
    """Logins to one account from one source: attempts/seconds."""
    login_source: Rate = Limit(50, 300)
    """Logins from one source."""
    login_account: Rate = Limit(100, 3600)
    """Logins to one account, from everywhere."""
    mail: Rate = Limit(5, 3600)
    """Mails to one email address."""
    mail_source: Rate = Limit(20, 3600)
    """Mails that one source asks for, registrations not counted."""
    registration: Rate = Limit(50, 3600)
    """Accounts opened from one source."""


accounts = load(AccountSettings)
hashing = load(HashingSettings)
throttle = load(ThrottleSettings)
