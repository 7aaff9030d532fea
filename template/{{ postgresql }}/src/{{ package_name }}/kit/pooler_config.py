"""Settings for a pooler between the service and PostgreSQL."""

from typing import Literal

from pydantic import SecretStr

from .settings import Settings, lazy


class PoolerSettings(Settings, env_prefix="DATABASE_"):
    """A pooler between the service and PostgreSQL, such as PgBouncer."""

    pooler: Literal["transaction"] | None = None
    """transaction, if a pooler lends a connection for one transaction at a time."""
    migration_url: SecretStr | None = None
    """The URL for migrations, past the pooler. If empty, DATABASE_URL."""

    @property
    def pools_transactions(self) -> bool:
        return self.pooler == "transaction"


pooler = lazy(PoolerSettings)
