"""The base of all tables: constraint names, column types, timestamps."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UTCDateTime(TypeDecorator[datetime]):
    """An aware time in UTC, also from SQLite, which stores no offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, _dialect: Dialect
    ) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("Cannot store a time without a time zone.")
        return value.astimezone(UTC) if value else None

    def process_result_value(
        self, value: datetime | None, _dialect: Dialect
    ) -> datetime | None:
        if value is None:
            return None
        return (
            value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        )


# 64 bits. SQLite assigns ids only to INTEGER columns, and never reuses them only with
# `sqlite_autoincrement`. The models are the same for both databases, so that a project
# can switch without a migration.
Id = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime,
        int: Id,
        list[str]: JSON,
        dict[str, Any]: JSON,
    }


def utc_now() -> datetime:
    return datetime.now(UTC)


def _creation(context: Any) -> datetime:
    """The `created_at` of the row being inserted."""
    created_at: datetime = context.get_current_parameters()["created_at"]
    return created_at


class Queued:
    """A row of a queue. `next_at` is when it may be claimed.

    Claiming postpones it, so that a row whose worker died becomes due again.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    next_at: Mapped[datetime] = mapped_column(default=utc_now)


class Timestamps:
    """When a row was created and last changed; equal at first."""

    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=_creation, onupdate=utc_now)
