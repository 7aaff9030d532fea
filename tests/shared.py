"""What one process of a test run makes for all of them."""

import fcntl
from collections.abc import Callable
from pathlib import Path


def once(folder: Path, make: Callable[[], Path]) -> Path:
    """The folder: made somewhere by whoever comes first, then moved to its place."""
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            make().rename(folder)
    return folder
