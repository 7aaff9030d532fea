"""Business logic: each function is one use case with one transaction."""
