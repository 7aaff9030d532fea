"""Settings for deferred calls."""

from typing import Literal

from pydantic import Field

from ..kit.settings import Settings, lazy


class DeferredSettings(Settings, env_prefix="DEFERRED_"):
    """Deferred calls."""

    poll_seconds: float = Field(default=1, gt=0)
    """Seconds between checks for calls that are due."""
    dispatch: Literal["inline", "off"] = "inline"
    """inline: the workers make the calls; off: only the command `deferred run` does."""


deferred = lazy(DeferredSettings)
