"""What the scripts have in common: they render, run commands, and say so."""

import os
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from copier import run_copy

TEMPLATE = Path(__file__).resolve().parents[1]


class Failed(SystemExit):
    """Ends a script with one message and exit code 1."""


def render(folder: Path, **answers: str) -> None:
    """Render the working tree; every other answer is the default."""
    # HEAD is what is checked out here; without it, Copier takes the newest release.
    run_copy(str(TEMPLATE), folder, answers, defaults=True, vcs_ref="HEAD", quiet=True)


def run(command: Sequence[str], folder: Path, **variables: str) -> None:
    """Run one step; its output is shown only when it fails."""
    finished = subprocess.run(
        command,
        cwd=folder,
        env=environment(variables),
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if finished.returncode:
        shown = shlex.join(command)
        raise Failed(f"{finished.stdout}\n`{shown}` failed in {folder}.")


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """The caller's variables, without what `make` tells its own sub-makes."""
    ours = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES", "VIRTUAL_ENV")
    kept = {name: text for name, text in os.environ.items() if name not in ours}
    return {**kept, **variables}


def say(text: str) -> None:
    print(text, flush=True)
