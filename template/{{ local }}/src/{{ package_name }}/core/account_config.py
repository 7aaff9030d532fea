"""Settings of accounts that are kept here: who may open one, and what may be tried."""

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
    """So many tries within so many seconds; written `10/300`."""

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
    """Who may open an account, and what is asked of its owner."""

    registration: Literal["open", "invite", "closed"] = "open"
    """open to everybody, by invite of an administrator, or closed."""
    registration_discloses: bool = True
    """Whether a taken address is a 409; if not, every answer is the same 202."""
    login_requires_verified_email: bool = False
    """Whether one must verify the address before one can log in."""
    password_policy: Literal["composition", "passphrase"] = "composition"  # noqa: S105 - the name of a policy
    """composition: 8 characters of three kinds; passphrase: 15 of any kind."""
    pages_url: str = Field(default="http://127.0.0.1:3000", pattern=r"^https?://")
    """Where the pages are that the links in mails lead to; https:// in production."""
    reset_minutes: int = Field(default=30, ge=1, le=60)
    """Minutes that a mailed token for a new password is good for."""
    verify_hours: int = Field(default=24, ge=1, le=72)
    """Hours that a mailed token for an address is good for."""
    invite_days: int = Field(default=7, ge=1, le=30)
    """Days that an invitation is good for."""

    @model_validator(mode="after")
    def _be_safe(self) -> Self:
        if self.in_production and not self.pages_url.startswith("https://"):
            raise ValueError("PAGES_URL must begin with https:// in production")
        return self


class HashingSettings(Section, env_prefix="HASHING_"):
    """Each hash takes a core for about 20 ms, and 19 MiB; the limits are per worker."""

    concurrency: int = Field(default_factory=_half_the_cores, ge=1)
    """Hashes computed at once; if empty, half as many as there are cores."""
    queue: int = Field(default=100, ge=1)
    """Requests that may wait for their hash; more are told to come back."""


class ThrottleSettings(Section, env_prefix="THROTTLE_"):
    """What may be tried how often, by one source or for one address."""

    login: Rate = Limit(10, 300)
    """Logins to one account from one source: so many / within so many seconds."""
    login_source: Rate = Limit(50, 300)
    """Logins from one source."""
    login_account: Rate = Limit(100, 3600)
    """Logins to one account, from everywhere."""
    mail: Rate = Limit(5, 3600)
    """Mails to one address."""
    mail_source: Rate = Limit(20, 3600)
    """Mails that one source makes us send, beside those of registrations."""
    registration: Rate = Limit(50, 3600)
    """Accounts opened from one source."""


accounts = load(AccountSettings)
hashing = load(HashingSettings)
throttle = load(ThrottleSettings)
