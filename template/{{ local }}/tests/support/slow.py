"""Functions that take long, so that none is called while a connection is held."""

SLOW = {"hash_password", "verify_password", "deliver", "send", "sleep"}
