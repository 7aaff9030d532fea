"""What the service stands on. It imports nothing of the rest; no need to open it."""
