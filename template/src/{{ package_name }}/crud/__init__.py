"""Every query, one entity a file. Functions take a session and never commit."""
