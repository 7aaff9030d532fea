"""Settings for accounts, password hashing and rate limits."""

import os
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field
from pydantic_settings import NoDecode

from ..kit.settings import Settings, Url, lazy


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of attempts within a number of seconds; written `10/300`."""

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
        raise ValueError("must be attempts/seconds up to 999999, such as 10/300")
    return Limit(int(match[1]), int(match[2]))


Rate = Annotated[Limit, NoDecode, BeforeValidator(_parse)]


def _half_the_cores() -> int:
    return max(1, (os.cpu_count() or 2) // 2)


class AccountSettings(Settings):
    """Accounts: registration, passwords and links in emails."""

    registration: Literal["open", "invite", "closed"] = "open"
    """open: anyone can register; invite: administrators add people; closed: nobody."""
    registration_discloses: bool = True
    """Whether a taken email address is answered 409. If not, all responses are 202."""
    login_requires_verified_email: bool = False
    """Whether users must verify their email address before they can log in."""
    password_policy: Literal["composition", "passphrase"] = "composition"  # noqa: S105 - the name of a policy
    """composition: 8+ characters, with upper case, lower case and a digit; passphrase:
    15+ characters of any kind."""
    pages_url: Url = "http://127.0.0.1:3000"
    """Base URL of the pages that links in emails open. Must be https:// in
    production."""
    reset_minutes: int = Field(default=30, ge=1, le=60)
    """Minutes that a password reset link is valid."""
    verify_hours: int = Field(default=24, ge=1, le=72)
    """Hours that an email verification link is valid."""
    invite_days: int = Field(default=7, ge=1, le=30)
    """Days that an invitation is valid."""


class HashingSettings(Settings, env_prefix="HASHING_"):
    """Password hashing, per worker."""

    concurrency: int = Field(default_factory=_half_the_cores, ge=1)
    """Concurrent hashes, about 20 ms and 19 MiB each. If empty, half the CPU cores."""
    queue: int = Field(default=100, ge=1)
    """Requests that can wait for a hash. Further requests are answered 503."""


class ThrottleSettings(Settings, env_prefix="THROTTLE_"):
    """Rate limits, as attempts/seconds. A source is an IPv4 address or an IPv6 /64."""

    login: Rate = Limit(10, 900)
    """Logins to one account from one source: attempts/seconds."""
    login_source: Rate = Limit(50, 300)
    """Logins from one source."""
    login_account: Rate = Limit(100, 3600)
    """Logins to one account from all sources. Above it, only sources where its present
    password was given before can log in."""
    mail: Rate = Limit(5, 3600)
    """Emails to one address, requested by one source."""
    mail_address: Rate = Limit(20, 3600)
    """Emails of one kind to one address, requested by all sources."""
    mail_source: Rate = Limit(20, 3600)
    """Emails requested by one source, not counting registrations."""
    registration: Rate = Limit(50, 3600)
    """Registrations from one source."""


accounts = lazy(AccountSettings)
hashing = lazy(HashingSettings)
throttle = lazy(ThrottleSettings)
