"""Settings of forgetting: how long what is over is kept."""

from pydantic import Field

from .section import Section, load


class RetentionSettings(Section, env_prefix="RETENTION_"):
    """How long the service remembers what is over."""

    days: int = Field(default=30, ge=1)
    """Days that logins are kept after their end, and mails after they were sent."""
    audit_days: int = Field(default=365, ge=1)
    """Days that the acts of the audit log are kept."""


retention = load(RetentionSettings)
