"""The Python versions that an emitted service supports, where this machine has them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SUPPORTED = ("3.11", "3.12", "3.13", "3.14")
OWN = f"{sys.version_info.major}.{sys.version_info.minor}"

# A shim of a version manager exists without running, and a distribution may lack venv.
_PROBE = "import ensurepip, ssl, venv, sys; print('%d.%d' % sys.version_info[:2])"


@cache
def find(version: str) -> Path | None:
    """An interpreter of this version that really runs and can make environments."""
    if version == OWN:
        return Path(sys.executable)
    return next((path for path in _candidates(version) if _runs(path, version)), None)


def found() -> list[str]:
    return [version for version in SUPPORTED if find(version)]


def missing() -> list[str]:
    return [version for version in SUPPORTED if not find(version)]


def _candidates(version: str) -> Iterator[Path]:
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        yield Path(folder) / f"python{version}"
    yield from sorted((Path.home() / ".pyenv/versions").glob(f"{version}*/bin/python"))


def _runs(path: Path, version: str) -> bool:
    try:
        probe = subprocess.run(
            [path, "-c", _PROBE],
            check=False,
            capture_output=True,
            text=True,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0 and probe.stdout.strip() == version
