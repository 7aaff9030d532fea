"""Finds claims by their paths, and roles in each of the shapes that providers send."""

from collections.abc import Iterator, Mapping
from typing import Any

from .oidc_config import oidc


def find(claims: Any, path: str) -> Any:
    """The claim with this name, or at this path: `outer.inner`. None if there is none.

    A name may contain dots itself, so of several possibilities the longest name counts.
    """
    if not isinstance(claims, dict):
        return None
    if path in claims:
        return claims[path]
    names = path.split(".")
    for length in range(len(names) - 1, 0, -1):
        inner = claims.get(".".join(names[:length]))
        found = find(inner, ".".join(names[length:]))
        if found is not None:
            return found
    return None


def has(claims: Mapping[str, Any], path: str, expected: str) -> bool:
    """Whether a claim is this value, or a list that contains it."""
    found = find(claims, path)
    values = found if isinstance(found, list) else [found]
    # JSON has a spelling of its own for these.
    spelled = {True: "true", False: "false"}
    return any(
        expected == (spelled[value] if isinstance(value, bool) else value)
        for value in values
    )


def roles(claims: Mapping[str, Any]) -> frozenset[str]:
    """The roles of this service that a token grants."""
    return frozenset().union(*(oidc.roles_of.get(word, ()) for word in words(claims)))


def words(claims: Mapping[str, Any]) -> list[str]:
    """The values of the claim that contains roles or groups.

    A text is one value if it is mapped as a whole. Otherwise, spaces separate values.
    """
    found = find(claims, oidc.roles_claim) if oidc.roles_claim else None
    if isinstance(found, str):
        return [found] if found in oidc.roles_of else found.split()
    return list(_listed(found))


def _listed(found: Any) -> Iterator[str]:
    """The texts in a list, or the keys of an object that say what they apply to."""
    if isinstance(found, dict):
        for name, value in found.items():
            if value is True or (value and isinstance(value, dict)):
                yield name
    for item in found if isinstance(found, list) else ():
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            yield from _listed(item)
