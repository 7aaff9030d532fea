"""Fills the table of users, so that every app looks among as many rows."""

from __future__ import annotations

import psycopg
from psycopg import sql

ROWS = 10_000

# `n` is the number of the new row, `first` the user who is there already.
KNOWN_COLUMNS = {
    "email": "'user' || n || '@example.com'",
    "email_key": "'user' || n || '@example.com'",
    "name": "'User ' || n",
    "created_at": "now() - n * interval '1 minute'",
    "updated_at": "now() - n * interval '1 minute'",
    "is_active": "true",
    "password_hash": "first.password_hash",
    "hashed_password": "first.hashed_password",
}

# A column that is unknown here keeps its default or stays null. One that allows
# neither is copied from the first user.
COLUMNS = """
    SELECT column_name,
           is_nullable = 'NO' AND column_default IS NULL
               AND is_identity = 'NO' AND is_generated = 'NEVER'
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = 'users'
    ORDER BY ordinal_position
"""

INSERT = sql.SQL("""
    INSERT INTO users ({columns})
    SELECT {values}
    FROM generate_series((SELECT count(*) + 1 FROM users), {rows}) AS n,
         (SELECT * FROM users ORDER BY id LIMIT 1) AS first
""")


def email_of(number: int) -> str:
    """Return the address of the copied user of this number, one from 3 to `ROWS`."""
    return f"user{number}@example.com"


def password_hash(url: str) -> str:
    """Return what is stored of the password that all users have in common."""
    query = "SELECT password_hash FROM users ORDER BY id LIMIT 1"
    with psycopg.connect(url) as connection:
        found = connection.execute(query).fetchone()
    return str(found[0]) if found else ""


def fill_users(url: str) -> None:
    """Fill `users`, which holds at least one row, up to `ROWS`."""
    values: dict[str, sql.Composable] = {}
    with psycopg.connect(url, autocommit=True) as connection:
        for column, required in connection.execute(COLUMNS):
            if column in KNOWN_COLUMNS:
                values[column] = sql.SQL(KNOWN_COLUMNS[column])
            elif required:
                values[column] = sql.Identifier("first", column)
        connection.execute(
            INSERT.format(
                columns=sql.SQL(", ").join(map(sql.Identifier, values)),
                values=sql.SQL(", ").join(values.values()),
                rows=sql.Literal(ROWS),
            )
        )
        # Vacuumed here, so that autovacuum does not choose a measured second for it.
        connection.execute("VACUUM (ANALYZE)")
