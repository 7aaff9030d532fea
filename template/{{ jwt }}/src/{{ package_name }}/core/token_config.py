"""Settings for the lifetimes of tokens."""

from datetime import timedelta

from pydantic import Field

from ..kit.settings import Settings, lazy


class TokenSettings(Settings):
    """Token lifetimes."""

    access_token_minutes: int = Field(default=15, ge=1, le=60)
    """Minutes that an access token is valid."""
    refresh_idle_days: int = Field(default=14, ge=1)
    """Days without a refresh after which a session ends."""
    refresh_max_days: int = Field(default=30, ge=1)
    """Maximum lifetime of a session, in days."""
    refresh_reuse_grace: int = Field(default=0, ge=0, le=10)
    """Seconds during which a used refresh token is still accepted. 0 is safest."""

    @property
    def access_token_lifetime(self) -> timedelta:
        return timedelta(minutes=self.access_token_minutes)

    @property
    def refresh_idle(self) -> timedelta:
        return timedelta(days=self.refresh_idle_days)

    @property
    def refresh_lifetime(self) -> timedelta:
        return timedelta(days=self.refresh_max_days)

    @property
    def reuse_grace(self) -> timedelta:
        return timedelta(seconds=self.refresh_reuse_grace)


tokens = lazy(TokenSettings)
