"""Settings of accounts that are kept here: what hashing passwords may cost."""

import os

from pydantic import Field

from .config import Section, load


class HashingSettings(Section, env_prefix="HASHING_"):
    """Each hash takes a core for about 20 ms, and 19 MiB; the limits are per worker."""

    concurrency: int = Field(default=max(1, (os.cpu_count() or 2) // 2), ge=1)
    queue: int = Field(default=100, ge=1)
    """Requests that may wait for their hash; more are told to come back."""


hashing = load(HashingSettings)
