"""A counter of attempts."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from ..kit.tables import Base


class Throttle(Base):
    """A counter that all workers share; it starts again at `resets_at`."""

    __tablename__ = "throttles"

    bucket: Mapped[str] = mapped_column(String(128), primary_key=True)
    hits: Mapped[int] = mapped_column(Integer)
    resets_at: Mapped[datetime] = mapped_column(index=True)
