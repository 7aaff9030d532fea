"""Settings of accounts that are kept here: who may open one, and what may be tried."""

import os
import re
from datetime import timedelta
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field
from pydantic_settings import NoDecode

from .config import Section, load


class Limit(NamedTuple):
    """So many tries within so many seconds; written `10/300`."""

    hits: int
    seconds: int

    @property
    def window(self) -> timedelta:
        return timedelta(seconds=self.seconds)


def _parse(value: Any) -> Any:
    if isinstance(value, str) and (
        match := re.fullmatch(r"(\d{1,6})/(\d{1,6})", value)
    ):
        return Limit(int(match[1]), int(match[2]))
    return value


Rate = Annotated[Limit, NoDecode, BeforeValidator(_parse)]


class AccountSettings(Section):
    """Who may open an account, and what is asked of its owner."""

    registration: Literal["open", "invite", "closed"] = "open"
    registration_discloses: bool = True
    """Whether a taken address is a 409; if not, every answer is the same 202."""
    login_requires_verified_email: bool = False
    password_policy: Literal["composition", "passphrase"] = "composition"  # noqa: S105 - the name of a policy
    pages_url: str = Field(default="http://127.0.0.1:3000", pattern=r"^https?://")
    """Where the pages are that the links in mails lead to."""
    reset_minutes: int = Field(default=30, ge=1, le=60)
    verify_hours: int = Field(default=24, ge=1, le=72)
    invite_days: int = Field(default=7, ge=1, le=30)


class HashingSettings(Section, env_prefix="HASHING_"):
    """Each hash takes a core for about 20 ms, and 19 MiB; the limits are per worker."""

    concurrency: int = Field(default=max(1, (os.cpu_count() or 2) // 2), ge=1)
    queue: int = Field(default=100, ge=1)
    """Requests that may wait for their hash; more are told to come back."""


class ThrottleSettings(Section, env_prefix="THROTTLE_"):
    """What may be tried how often, by one source or for one address."""

    login: Rate = Limit(10, 300)
    login_source: Rate = Limit(50, 300)
    login_account: Rate = Limit(100, 3600)
    mail: Rate = Limit(5, 3600)
    mail_source: Rate = Limit(20, 3600)
    registration: Rate = Limit(50, 3600)


accounts = load(AccountSettings)
hashing = load(HashingSettings)
throttle = load(ThrottleSettings)
