"""A call that is to be made after the transaction that deferred it."""

from typing import Any

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..kit.tables import Base, Queued


class DeferredCall(Queued, Base):
    """Deleted once it was made. One that keeps failing stays, until it is removed.

    `error` is the class of the last error. Its message could contain secrets.
    """

    __tablename__ = "deferred_calls"
    __table_args__ = (
        Index("ix_deferred_calls_next_at", "next_at"),
        {"sqlite_autoincrement": True},
    )

    name: Mapped[str] = mapped_column(Text)
    arguments: Mapped[dict[str, Any]]
    error: Mapped[str | None] = mapped_column(Text)
