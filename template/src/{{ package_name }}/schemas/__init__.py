"""Request and response bodies, one entity per file."""
