"""Payloads, one entity a file: what comes in is refused or valid, what goes out is listed."""
