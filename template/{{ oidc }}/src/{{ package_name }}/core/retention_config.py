"""Settings of forgetting: how long what is over is kept."""

from pydantic import Field

from .section import Section, load


class RetentionSettings(Section, env_prefix="RETENTION_"):
    """How long the service remembers what is over."""

    audit_days: int = Field(default=365, ge=1)
    """Days that the acts of the audit log are kept."""


retention = load(RetentionSettings)
