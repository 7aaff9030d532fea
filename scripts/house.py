"""Measure what an owner receives: lines, modules, and the functions of a request.

What an owner reads is all but `kit/`. Lines are counted without blank ones, comments
and docstrings.
"""

import ast
import io
import json
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from steps import environment, render, run, say

MAX_LINES = 3200
MAX_MODULES = 75
MAX_KIT_LINES = 1650
MAX_MODULE_LINES = 200
# Functions that a request enters, and the files that they are in.
MAX_ENTERED = {"POST /auth/login": (26, 12), "GET /users": (11, 7)}

_NO_CODE = {
    tokenize.COMMENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
    tokenize.INDENT,
    tokenize.NEWLINE,
    tokenize.NL,
}


@dataclass(frozen=True)
class Figure:
    """What was measured, and what it may be at most."""

    name: str
    found: int
    most: int

    def __str__(self) -> str:
        mark = "ok" if self.found <= self.most else "over"
        return f"{self.name:<36}{self.found:>6}{self.most:>8}  {mark}"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="house-") as name:
        folder = Path(name)
        say("Rendering the default service")
        render(folder)
        (package,) = (folder / "src").iterdir()
        figures = structure(package)
        say("Installing it, to see which functions a request enters")
        run(["make", "setup", f"PYTHON={sys.executable}"], folder)
        figures += entered(trace(folder))
    say(f"\n{'':<36}{'found':>6}{'at most':>8}")
    for figure in figures:
        say(str(figure))


def structure(package: Path) -> list[Figure]:
    """The figures of a package that follow from its files."""
    ours, kit = list[Path](), list[Path]()
    for file in sorted(package.rglob("*.py")):
        (kit if file.is_relative_to(package / "kit") else ours).append(file)
    long = [
        Figure(f"lines of {file.relative_to(package)}", number, MAX_MODULE_LINES)
        for file in [*ours, *kit]
        if (number := len(file.read_text("utf-8").splitlines())) > MAX_MODULE_LINES
    ]
    return [
        Figure("lines outside kit/", _sum(ours), MAX_LINES),
        Figure("modules outside kit/", len(_modules(ours)), MAX_MODULES),
        Figure("lines in kit/", _sum(kit), MAX_KIT_LINES),
        *long,
    ]


def entered(calls: Mapping[str, list[list[str]]]) -> list[Figure]:
    """The figures of requests: pairs of a file and a function for each of them."""
    figures = []
    for request, (functions, files) in MAX_ENTERED.items():
        found = calls[request]
        names = {file for file, _ in found}
        figures.append(Figure(f"functions of {request}", len(found), functions))
        figures.append(Figure(f"files of {request}", len(names), files))
    return figures


def trace(folder: Path) -> dict[str, list[list[str]]]:
    """What requests enter in an installed project, outside `kit/`."""
    finished = subprocess.run(
        [folder / ".venv/bin/python", Path(__file__).with_name("entered.py")],
        cwd=folder,
        env=environment({"DATABASE_URL": f"sqlite:///{folder}/house.db"}),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    calls: dict[str, list[list[str]]] = json.loads(finished.stdout.splitlines()[-1])
    return calls


def count(text: str) -> int:
    """The lines of a module that have code: no comments, and no docstrings."""
    lines = set[int]()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _NO_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines - set(_docstrings(ast.parse(text))))


def _docstrings(tree: ast.Module) -> Iterable[int]:
    """Lines of strings that are statements: also those below a field."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str()), end_lineno=int(end)):
                yield from range(node.lineno, end + 1)


def _sum(files: Iterable[Path]) -> int:
    return sum(count(file.read_text("utf-8")) for file in files)


def _modules(files: Iterable[Path]) -> list[Path]:
    return [file for file in files if file.name != "__init__.py"]


if __name__ == "__main__":
    main()
