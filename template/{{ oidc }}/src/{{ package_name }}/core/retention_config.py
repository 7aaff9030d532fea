"""Settings for the retention of old rows."""

from pydantic import Field

from ..kit.settings import Settings, lazy


class RetentionSettings(Settings, env_prefix="RETENTION_"):
    """Retention of old rows."""

    audit_days: int = Field(default=365, ge=1)
    """Days to keep the audit log."""


retention = lazy(RetentionSettings)
