"""Calls that are made after the transaction that deferred them.

Revision: 0002_deferred_calls, after 0001_users_and_roles
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_deferred_calls"
down_revision = "0001_users_and_roles"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "deferred_calls",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deferred_calls")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_deferred_calls_next_at"), "deferred_calls", ["next_at"])


def downgrade() -> None:
    op.drop_table("deferred_calls")
