"""Render the service on PostgreSQL, install it, and measure it beside references.

`--backends jwt,session` names what to render, in both modes; `jwt` otherwise. All other
arguments go to `benchmarks.run`.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

from steps import TEMPLATE, Failed, environment, render, run, say

FOLDER = TEMPLATE / ".benchmark"
PYTHON = FOLDER / "venv" / "bin" / "python"
BACKENDS = ("jwt", "session", "oidc")
MODES = ("async", "sync")


def main() -> None:
    """Do everything that `make benchmark` promises."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--backends", type=backends, default=("jwt",))
    given, passed_on = parser.parse_known_args()
    folders = [prepared(mode, name) for name in given.backends for mode in MODES]
    command = [str(PYTHON), "-m", "benchmarks.run", "--measure", "all"]
    for folder in folders:
        command += ["--project", str(folder)]
    os.chdir(TEMPLATE)
    os.execve(PYTHON, [*command, *passed_on], environment({}))  # noqa: S606


def backends(text: str) -> tuple[str, ...]:
    """The backends that are asked for, in our order."""
    asked = text.split(",")
    if unknown := [name for name in asked if name not in BACKENDS]:
        raise argparse.ArgumentTypeError(
            f"no backend {unknown[0]!r}; there is {', '.join(BACKENDS)}"
        )
    return tuple(name for name in BACKENDS if name in asked)


def prepared(mode: str, backend: str) -> Path:
    """A project that is rendered anew, and installed."""
    folder = FOLDER / f"{mode}-{backend}"
    say(f"Rendering and installing {folder.name}")
    shutil.rmtree(folder, ignore_errors=True)
    render(folder, database="postgresql", db_mode=mode, auth_backend=backend)
    run(["make", "setup", f"PYTHON={sys.executable}"], folder)
    return folder


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise Failed("Interrupted.") from None
