"""Finds a dotted name in a folder of Python code, and replaces a text inside it."""

import ast
from dataclasses import dataclass
from pathlib import Path


class DrillError(Exception):
    """A drill that names what is not there, or that would not be Python."""


@dataclass(frozen=True)
class Place:
    """The lines of a file, counted from one, in which a text is replaced."""

    file: Path
    first: int
    last: int

    def replaced(self, text: str, replacement: str) -> str:
        """The whole file with the replacement. Raises DrillError."""
        lines = self.file.read_text("utf-8").splitlines(keepends=True)
        before, after = lines[: self.first - 1], lines[self.last :]
        part = "".join(lines[self.first - 1 : self.last])
        if (times := part.count(text)) != 1:
            raise DrillError(f"the text stands {times} times in {self.file.name}")
        changed = "".join([*before, part.replace(text, replacement), *after])
        if self.file.suffix == ".py":
            _require_python(changed)
        return changed


def whole(file: Path) -> Place:
    """A file that is not Python."""
    if not file.is_file():
        raise DrillError(f"there is no {file.name}")
    return Place(file, 1, len(file.read_text("utf-8").splitlines()))


def find(name: str, folder: Path) -> Place | None:
    """What `package.module.Class.method` names; None if there is no such module.

    The last part may be a function, a class or a variable. Raises DrillError.
    """
    parts = name.split(".")
    for length in range(len(parts) - 1, 0, -1):
        file = folder.joinpath(*parts[:length]).with_suffix(".py")
        if file.is_file():
            return _within(file, parts[length:], name)
    return None


def _within(file: Path, parts: list[str], name: str) -> Place:
    found: ast.AST = ast.parse(file.read_text("utf-8"))
    for part in parts:
        inside = [node for node in getattr(found, "body", ()) if _is_called(node, part)]
        if len(inside) != 1:
            raise DrillError(f"there is no {name}, or more than one")
        (found,) = inside
    assert isinstance(found, ast.stmt)
    decorators = getattr(found, "decorator_list", [])
    first = min([found.lineno, *(one.lineno for one in decorators)])
    return Place(file, first, found.end_lineno or found.lineno)


def _is_called(node: ast.AST, name: str) -> bool:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return node.name == name
        case ast.AnnAssign(target=ast.Name(id=given)):
            return given == name
        case ast.Assign():
            targets = (target for one in node.targets for target in ast.walk(one))
            return any(isinstance(one, ast.Name) and one.id == name for one in targets)
        case _:
            return False


def _require_python(text: str) -> None:
    try:
        compile(text, "drill", "exec")
    except SyntaxError as error:
        raise DrillError(f"the replacement is not Python: {error}") from None
