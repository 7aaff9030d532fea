"""How long old rows are kept."""

from pydantic import Field

from .section import Section, load


class RetentionSettings(Section, env_prefix="RETENTION_"):
    """How long old rows are kept."""

    days: int = Field(default=30, ge=1)
    """Days that logins are kept after their idle time, and mails once they are sent."""
    audit_days: int = Field(default=365, ge=1)
    """Days that entries of the audit log are kept."""


retention = load(RetentionSettings)
