"""Yours: more columns for users. Updates leave it alone.

Declare them here, show them in `schemas/user_extra.py`, and run `make migration`:

    class UserExtra:
        department: Mapped[str | None] = mapped_column(String(100))
"""


class UserExtra:
    """A mixin of `User`."""
