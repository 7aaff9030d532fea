"""What decides, writes or sends: one function is one use case and one transaction."""
