"""The limits of connections: how long a statement takes, and whether it can write.

PostgreSQL enforces them. A connection asks for them when it is opened. Behind a pooler
that lends connections to transactions, none belongs to us for longer than that, so each
transaction begins with its limits.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from psycopg import NotSupportedError
from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from .pooler_config import pooler

_READ_LIMITS = (
    "SELECT name, setting FROM pg_settings WHERE name IN "
    "('lock_timeout', 'statement_timeout', 'transaction_read_only')"
)


@dataclass(frozen=True)
class ConnectionLimits:
    """Of the writer, or of the reader."""

    milliseconds: int
    read_only: bool

    def engine_options(self, **connect_args: Any) -> dict[str, Any]:
        """Options for an engine, with these arguments for the driver."""
        if pooler.pools_transactions:
            # Prepared statements would stay behind in a connection that others use.
            arguments = connect_args | {"prepare_threshold": None}
            # Not the driver begins a transaction, but `_begin`, in one round trip.
            return {"connect_args": arguments, "isolation_level": "AUTOCOMMIT"}
        limit = f"{self.milliseconds}ms"
        options = f"-c lock_timeout={limit} -c statement_timeout={limit}"
        if not self.read_only:
            return {"connect_args": connect_args | {"options": options}}
        options += " -c default_transaction_read_only=on"
        return {
            "connect_args": connect_args | {"options": options},
            "isolation_level": "AUTOCOMMIT",
            "skip_autocommit_rollback": True,
        }

    def enforce(self, engine: Engine) -> None:
        """Refuse connections without these limits: a pooler may have dropped them."""
        if pooler.pools_transactions:
            event.listen(engine, "begin", self._begin)
        event.listen(engine, "connect", partial(self._verify, engine.dialect))

    @property
    def _beginning(self) -> str:
        access = " READ ONLY" if self.read_only else ""
        limit = f"'{self.milliseconds}ms'"
        return (
            f"BEGIN{access}; SET LOCAL lock_timeout = {limit}; "
            f"SET LOCAL statement_timeout = {limit}"
        )

    def _begin(self, connection: Connection) -> None:
        connection.exec_driver_sql(self._beginning)

    def _verify(
        self,
        dialect: Dialect,
        connection: Any,
        _entry: ConnectionPoolEntry,
    ) -> None:
        try:
            self._refuse_missing(self._read(dialect, connection))
        except BaseException:
            # The pool has not taken it yet.
            connection.close()
            raise

    def _read(self, dialect: Dialect, connection: Any) -> dict[str, str]:
        cursor = connection.cursor()
        if pooler.pools_transactions:
            cursor.execute(self._beginning)
        cursor.execute(_READ_LIMITS)
        found = dict(cursor.fetchall())
        cursor.close()
        dialect.do_rollback(connection)
        return found

    def _refuse_missing(self, found: dict[str, str]) -> None:
        """Raise NotSupportedError for limits not set; stricter ones will do."""
        missing = [
            name
            for name in ("lock_timeout", "statement_timeout")
            if not 0 < int(found[name]) <= self.milliseconds
        ]
        if self.read_only and found["transaction_read_only"] != "on":
            missing.append("default_transaction_read_only")
        if missing:
            raise NotSupportedError(
                f"it does not apply {', '.join(missing)} to our connections, which a "
                "pooler may have dropped. DATABASE_POOLER=transaction is for poolers."
            )
