"""Reads the command line of a run, and says what is wrong with it."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING

from .outcome import GATES
from .projects import answers

if TYPE_CHECKING:
    from collections.abc import Sequence

MEASURES = ("me", "crowds", "backends", "list", "logins", "storm", "memory")
# What two projects are measured for in a few minutes.
USUAL = ("me", "crowds", "backends")
ALL = "all"


def read(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Return what was asked for; end the process with code 2 if that cannot be."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.run",
        description="Measures rendered projects beside the references.",
    )
    parser.add_argument(
        "--project",
        type=project,
        action="append",
        default=[],
        help="a rendered project with its .venv; may be given again",
    )
    parser.add_argument(
        "--measure",
        type=measures,
        default=USUAL,
        metavar="NAME,NAME...",
        help=f"some of {', '.join(MEASURES)}, or {ALL}; otherwise {','.join(USUAL)}",
    )
    parser.add_argument("--rounds", type=count, default=3)
    parser.add_argument(
        "--seconds", type=positive, default=4.0, help="of one measurement"
    )
    parser.add_argument("--clients", type=count, default=32)
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument(
        "--logs", type=Path, help="keep the servers' logs in this folder"
    )
    parser.add_argument(
        "--gate",
        type=gate,
        action="append",
        default=[],
        metavar="NAME=RATIO",
        help="fail if a project is below this ratio (me and list: to its reference;"
        " logins: to the machine's limit), or above it (session, oidc: to jwt); may be"
        " given again",
    )
    args = parser.parse_args(words)
    for name, _ in args.gate:
        if GATES[name].measure not in args.measure:
            parser.error(f"--gate {name} needs --measure {GATES[name].measure}")
    return args


def gate(text: str) -> tuple[str, float]:
    """Read `me=1.5`."""
    name, _, ratio = text.partition("=")
    if name not in GATES:
        hint = "; a request without a 2xx fails any run" if name in MEASURES else ""
        raise mistake(f"no gate {name!r}; there is {', '.join(GATES)}{hint}")
    try:
        return name, positive(ratio)
    except argparse.ArgumentTypeError:
        raise mistake(f"{text!r} has no ratio; write {name}=1.5") from None


def measures(text: str) -> tuple[str, ...]:
    """Read `me,list`; they are measured in our order."""
    if text == ALL:
        return MEASURES
    asked = text.split(",")
    for name in asked:
        if name not in MEASURES:
            raise mistake(f"no measure {name!r}; there is {', '.join(MEASURES)}, {ALL}")
    return tuple(name for name in MEASURES if name in asked)


def project(text: str) -> Path:
    """Read the folder of a rendered and installed project."""
    folder = Path(text).resolve()
    for needed in (".copier-answers.yml", ".venv/bin/python"):
        if not (folder / needed).exists():
            raise mistake(
                f"{folder} has no {needed}; it must be rendered and installed"
            )
    if (database := answers(folder).get("database")) != "postgresql":
        raise mistake(f"{folder} has database={database}; only postgresql is measured")
    return folder


def count(text: str) -> int:
    """Read a whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise mistake(f"{text!r} is not a whole number from 1")
    return int(text)


def positive(text: str) -> float:
    """Read a number above 0."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise mistake(f"{text!r} is not a number above 0")
    return number


def mistake(message: str) -> argparse.ArgumentTypeError:
    """Return what argparse shows as it is."""
    return argparse.ArgumentTypeError(message)
