"""The commands, a module for each group; `main.py` puts them together."""
