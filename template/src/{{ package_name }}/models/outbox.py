"""An email that is to be sent."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from ..kit.tables import Base, Queued


class OutboxMail(Queued, Base):
    """An email that is queued in a transaction, and sent after it.

    It names the user, and never holds a token: that is created on sending, for the
    `state` that the account had when the email was queued.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_due",
            "next_at",
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    message_id: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    recipient: Mapped[str] = mapped_column(String(254))
    state: Mapped[str] = mapped_column(String(32))
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
