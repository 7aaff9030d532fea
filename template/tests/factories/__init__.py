"""Makers of stored things, one entity a file. What does not matter is made up."""
