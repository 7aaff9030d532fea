"""Settings of logging and of the database."""

from typing import Literal

from pydantic import Field, SecretStr

from .settings import Settings, lazy


class LogSettings(Settings, env_prefix="LOG_"):
    """Logging."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    """debug, info, warning or error."""
    format: Literal["console", "json"] = "console"
    """console (for people) or json (for machines)."""


class DatabaseSettings(Settings, env_prefix="DATABASE_"):
    """The database: one URL for the service, the migrations and the commands."""

    url: SecretStr
    """The database URL, without a driver."""
    pool_size: int = Field(default=10, ge=1)
    """Size of each of the two connection pools (write and read), per worker."""
    timeout: float = Field(default=10, ge=1)
    """Seconds to wait for a connection or a lock before answering 503."""


log = lazy(LogSettings)
database = lazy(DatabaseSettings)
