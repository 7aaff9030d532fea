"""An account."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..kit.tables import Base, Timestamps
from .user_extra import UserExtra


class User(UserExtra, Timestamps, Base):
    """An account; its id is never reused, even after it was deleted.

    `email` is stored as given. `email_key` is the same for all spellings of an address,
    and unique; without it, nobody can log in with the address. `deactivated_at` is kept
    after a reactivation: links that were emailed before it stay invalid.
    """

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("age BETWEEN 18 AND 120", name="age"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    email_key: Mapped[str | None] = mapped_column(Text, unique=True)
    email_verified_at: Mapped[datetime | None]
    password_hash: Mapped[str | None] = mapped_column(Text, info={"private": True})
    name: Mapped[str | None] = mapped_column(String(100))
    age: Mapped[int | None] = mapped_column(Integer)
    is_active: Mapped[bool] = mapped_column(default=True)
    deactivated_at: Mapped[datetime | None] = mapped_column(info={"private": True})


class UserRoleLink(Base):
    """Which user has which role."""

    __tablename__ = "user_roles"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    role_id: Mapped[int] = mapped_column(
        ForeignKey("roles.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
