"""Endpoints, one resource a file."""
