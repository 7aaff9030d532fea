"""What a lock must hold: a hash for everything, no address, no known hole."""

import re
from collections.abc import Iterator

from packaging.version import Version

# The first versions in which no hole was known when this was written.
FLOORS = {
    "authlib": "1.9.9",
    "copier": "9.17.2",
    "fastapi": "0.109.1",
    "orjson": "3.9.15",
    "pyjwt": "2.13",
    "python-multipart": "0.0.31",
    "starlette": "1.3.1",
}
# One has holes that nobody mends, the other breaks with a bcrypt that is maintained.
_NEVER = {"python-jose", "passlib"}

# Of a rendered project: what runs, and what its owner works with.
LOCKS = ("requirements.lock", "requirements-dev.lock")

_PINNED = re.compile(r"^([a-z0-9-]+)(?:\[.*?\])?==([^\s;]+)")


def pins(lock: str) -> dict[str, str]:
    """The version of each library that the lock names."""
    matches = (_PINNED.match(line) for line in lock.splitlines())
    return {match[1]: match[2] for match in matches if match}


def faults(lock: str) -> Iterator[str]:
    """What is wrong with the lock, a sentence each."""
    blocks = re.findall(r"^[^\s#].*(?:\n[ #].*)*", lock, re.MULTILINE)
    if not blocks:
        yield "It locks nothing."
    if "://" in lock:
        yield "It names an address."
    for block in blocks:
        match = _PINNED.match(block)
        if match is None or "--hash=sha256:" not in block:
            yield f"Not locked: {block.splitlines()[0]}"
            continue
        name, version = match.groups()
        if name in _NEVER:
            yield f"{name} is not to be used."
        if Version(version) < Version(FLOORS.get(name, "0")):
            yield f"{name} {version} has a known hole."
