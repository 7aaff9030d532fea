"""Functions that take long, so that none is called while a connection is held."""

SLOW = {"find_key", "get_json", "sleep"}
