"""Factories of stored rows, one file an entity; what does not matter is made up."""
