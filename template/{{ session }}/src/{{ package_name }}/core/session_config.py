"""Settings for sessions and their cookie."""

from datetime import timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from ..kit.settings import Settings, lazy
from .config import service


class SessionSettings(Settings, env_prefix="SESSION_"):
    """Sessions and their cookie."""

    idle_hours: int = Field(default=24, ge=1)
    """Hours without use after which a session ends."""
    max_days: int = Field(default=14, ge=1)
    """Maximum lifetime of a session, in days."""
    same_site: Literal["lax", "strict", "none"] = "lax"
    """lax, strict, or none (if pages on another site call the service)."""

    @property
    def idle(self) -> timedelta:
        return timedelta(hours=self.idle_hours)

    @property
    def lifetime(self) -> timedelta:
        return timedelta(days=self.max_days)

    @property
    def secure(self) -> bool:
        """Whether the cookie is sent over HTTPS only; always in production."""
        return service.public_url.startswith("https://")

    @property
    def cookie_name(self) -> str:
        """With the path of `PUBLIC_URL`: other services may be on the same host."""
        name = "__Host-session" if self.secure else "session"
        return name + service.path_prefix.replace("/", "+")

    @model_validator(mode="after")
    def _protect_cookie(self) -> Self:
        mistakes = []
        if "*" in service.cors_origins:
            mistakes.append("CORS_ORIGINS: must list origins, because of the cookie")
        if self.same_site == "none" and not self.secure:
            mistakes.append("SESSION_SAME_SITE: none requires an https:// PUBLIC_URL")
        if mistakes:
            raise ValueError(".\n".join(mistakes))
        return self


sessions = lazy(SessionSettings)
