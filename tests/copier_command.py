"""The `copier` command itself, as a user types it."""

import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from tests.processes import Finished, run


def copier_copy(template: Path, into: Path, given: Mapping[str, str]) -> Finished:
    """Copy with `-d` for each answer; what no command line can carry is in a file."""
    command = [sys.executable, "-m", "copier", "copy", "--defaults"]
    if any("\0" in answer or _is_surrogate(answer) for answer in given.values()):
        file = into.parent / "answers.yml"
        file.write_text(yaml.safe_dump(dict(given)), encoding="utf-8")
        command += ["--data-file", str(file)]
    else:
        for name, answer in given.items():
            command += ["--data", f"{name}={answer}"]
    return run([*command, str(template), str(into)], into.parent)


def _is_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
