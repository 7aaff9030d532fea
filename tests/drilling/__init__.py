"""Removes the guards of a rendered service, one at a time, and sees its tests fail.

The drills are data, in `tests/drills/`. CONTRIBUTING.md says how to add one.
"""
