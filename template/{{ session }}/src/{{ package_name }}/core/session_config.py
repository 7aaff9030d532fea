"""Settings of logins: how long they last, and where their cookie goes."""

from datetime import timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from .config import service
from .section import Section, load


class SessionSettings(Section, env_prefix="SESSION_"):
    """How long logins last, and where their cookie goes."""

    idle_hours: int = Field(default=24, ge=1)
    """Hours after which a login that is not used ends."""
    max_days: int = Field(default=14, ge=1)
    """Days after which a login ends in any case."""
    same_site: Literal["lax", "strict", "none"] = "lax"
    """lax, strict, or none where pages of another site call the service."""

    @property
    def idle(self) -> timedelta:
        return timedelta(hours=self.idle_hours)

    @property
    def lifetime(self) -> timedelta:
        return timedelta(days=self.max_days)

    @property
    def secure(self) -> bool:
        """Whether the cookie goes over https only; always so in production."""
        return service.public_url.startswith("https://")

    @model_validator(mode="after")
    def _be_safe(self) -> Self:
        if "*" in service.cors_origins:
            raise ValueError("CORS_ORIGINS must name origins: a cookie goes along")
        if self.same_site == "none" and not self.secure:
            raise ValueError("SESSION_SAME_SITE=none needs an https:// PUBLIC_URL")
        return self


sessions = load(SessionSettings)
