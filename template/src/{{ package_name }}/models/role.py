"""A named set of permissions."""

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..core.permissions import UserRole
from ..kit.tables import Base, Timestamps


class Role(Timestamps, Base):
    """A named set of permissions; `version` counts its changes.

    Permissions are defined in code, so a role stores a list of their names. `admin`
    stores none: it has every permission.
    """

    __tablename__ = "roles"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    name_key: Mapped[str] = mapped_column(Text, unique=True)
    description: Mapped[str] = mapped_column(String(200), default="")
    permissions: Mapped[list[str]]
    version: Mapped[int] = mapped_column(Integer, default=1)

    @property
    def is_built_in(self) -> bool:
        return self.name_key in {*UserRole}
