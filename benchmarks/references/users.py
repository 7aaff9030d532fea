"""The table and the payload that both reference apps serve."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict
from sqlalchemy import DateTime, String, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Holds the metadata from which the runner creates the table."""


class User(Base):
    """An account; the runner fills in 10,000 of them."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True, index=True)
    name: Mapped[str | None] = mapped_column(String(100))
    age: Mapped[int | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    hashed_password: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now()
    )


class UserOut(BaseModel):
    """An account without its password hash."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    # Not EmailStr: a stored address needs no second check, and a reference that made
    # one would be slower for a reason that is not its structure.
    email: str
    name: str | None
    age: int | None
    is_active: bool
    created_at: datetime
