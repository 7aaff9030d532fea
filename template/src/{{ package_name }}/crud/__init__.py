"""All queries, one file per entity. Functions take a session and never commit."""
