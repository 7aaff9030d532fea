"""Payloads, one entity a file: what may come in, and what goes out."""
