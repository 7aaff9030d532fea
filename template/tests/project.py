"""Yours: your fixtures, and what tests need to know of your routes.

Add to PUBLIC what anybody may call: `("GET", "/api/v1/items")`. Add to BODIES what your
routes that write are sent: `("POST", "/api/v1/items"): {"name": "Lamp"}`. Updates leave
this file alone.
"""

from typing import Any

PUBLIC: set[tuple[str, str]] = set()
BODIES: dict[tuple[str, str], dict[str, Any]] = {}
