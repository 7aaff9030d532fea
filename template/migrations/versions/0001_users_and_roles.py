"""All tables, the same for every way to log in, and the built-in roles.

Revision: 0001_users_and_roles, the first
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0001_users_and_roles"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("id", ID, primary_key=True),
        sa.Column("email", sa.String(254)),
        sa.Column("email_key", sa.Text()),
        sa.Column("email_verified_at", TIME),
        sa.Column("password_hash", sa.Text()),
        sa.Column("name", sa.String(100)),
        sa.Column("age", sa.Integer()),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("deactivated_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.CheckConstraint("age BETWEEN 18 AND 120", name=op.f("ck_users_age")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email_key", name=op.f("uq_users_email_key")),
        sqlite_autoincrement=True,
    )
    roles = op.create_table(
        "roles",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("description", sa.String(200), nullable=False),
        sa.Column("permissions", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint("name_key", name=op.f("uq_roles_name_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "user_roles",
        sa.Column("user_id", ID, _to("users", "user_roles", "user_id")),
        sa.Column("role_id", ID, _to("roles", "user_roles", "role_id", "RESTRICT")),
        sa.PrimaryKeyConstraint("user_id", "role_id", name=op.f("pk_user_roles")),
    )
    op.create_table(
        "identities",
        sa.Column("id", ID, primary_key=True),
        sa.Column("user_id", ID, _to("users", "identities"), nullable=False),
        sa.Column("issuer", sa.String(500), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
        sa.UniqueConstraint(
            "issuer", "subject", name=op.f("uq_identities_issuer_subject")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "login_sessions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("user_id", ID, _to("users", "login_sessions"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("secret_hash", sa.String(64)),
        sa.Column("rotated_at", TIME),
        sa.Column("user_agent", sa.String(200)),
        sa.Column("ip_address", sa.String(45)),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("last_used_at", TIME, nullable=False),
        sa.Column("idle_expires_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_sessions")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", ID, primary_key=True),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(50), nullable=False),
        sa.Column("user_id", ID, _to("users", "outbox"), nullable=False),
        sa.Column("recipient", sa.String(254), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.Column("sent_at", TIME),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_message_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "audit_events",
        sa.Column("id", ID, primary_key=True),
        sa.Column("happened_at", TIME, nullable=False),
        sa.Column("action", sa.String(50), nullable=False),
        sa.Column("actor_id", ID),
        sa.Column("subject_id", ID),
        sa.Column("ip_address", sa.String(45)),
        sa.Column("request_id", sa.String(64)),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "throttles",
        sa.Column("bucket", sa.String(128), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("resets_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_throttles")),
    )
    for table, column in (
        ("users", "email"),
        ("user_roles", "role_id"),
        ("identities", "user_id"),
        ("login_sessions", "user_id"),
        ("login_sessions", "idle_expires_at"),
        ("outbox", "user_id"),
        ("outbox", "sent_at"),
        ("audit_events", "happened_at"),
        ("audit_events", "actor_id"),
        ("audit_events", "subject_id"),
        ("throttles", "resets_at"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["next_at"],
        sqlite_where=sa.text("sent_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL"),
    )
    now = datetime.now(UTC)
    built_in = {
        "admin": ("Has every permission.", []),
        "moderator": ("Can see all users.", ["users:read"]),
        "user": ("Every registered user.", []),
    }
    op.bulk_insert(
        roles,
        [
            {
                "name": name,
                "name_key": name,
                "description": description,
                "permissions": permissions,
                "version": 1,
                "created_at": now,
                "updated_at": now,
            }
            for name, (description, permissions) in built_in.items()
        ],
    )


def downgrade() -> None:
    for table in (
        "throttles",
        "audit_events",
        "outbox",
        "login_sessions",
        "identities",
        "user_roles",
        "roles",
        "users",
    ):
        op.drop_table(table)


def _to(
    parent: str, table: str, column: str = "user_id", ondelete: str = "CASCADE"
) -> sa.ForeignKey:
    name = op.f(f"fk_{table}_{column}_{parent}")
    return sa.ForeignKey(f"{parent}.id", name=name, ondelete=ondelete)
