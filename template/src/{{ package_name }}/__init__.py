"""Users, authentication and roles behind an HTTP API."""
