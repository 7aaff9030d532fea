"""The `copier` command itself, as a user types it."""

import sys
from collections.abc import Mapping
from pathlib import Path

from tests.processes import Finished, run


def copier_copy(template: Path, into: Path, given: Mapping[str, str]) -> Finished:
    """Copy with `-d` for each answer."""
    command = [sys.executable, "-m", "copier", "copy", "--defaults"]
    for name, answer in given.items():
        command += ["--data", f"{name}={answer}"]
    return run([*command, str(template), str(into)], into.parent)
