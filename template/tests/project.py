"""Yours: your fixtures, and your routes that need no login. Updates leave it alone.

Add to PUBLIC what anybody may call: `("GET", "/api/v1/items")`.
"""

PUBLIC: set[tuple[str, str]] = set()
