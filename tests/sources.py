"""Commands, routes, errors and the like of a package, as its sources declare them.

To ask the package itself, its libraries would have to be installed.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_METHODS = ("get", "post", "put", "patch", "delete")


def commands(package: Path) -> dict[str, set[str]]:
    """The options of each command, and the names of the commands of each group."""
    found = {group: {"--help"} for group in _groups(package / "cli/main.py")}
    for file in package.glob("cli/*.py"):
        for function in ast.walk(_parsed(file)):
            if isinstance(function, ast.FunctionDef):
                for application, name in _commands(function):
                    if application in found:
                        found[application] |= {name, *_options(function)}
                    else:
                        found[name] = {"--help", *_options(function)}
    for file in package.glob("cli/*.py"):
        for function in ast.walk(_parsed(file)):
            # A function that takes the place of a command adds options.
            if isinstance(function, ast.FunctionDef) and function.name in found:
                found[function.name] |= set(_options(function))
    return found


def _groups(file: Path) -> Iterator[str]:
    """The names of the groups, which are those of their variables as well."""
    for call in ast.walk(_parsed(file)):
        if isinstance(call, ast.Call) and _called(call) == "add_typer":
            yield from (_text([word.value]) for word in call.keywords)


def _commands(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """The application and the name of the command that a function is."""
    for call in function.decorator_list:
        if isinstance(call, ast.Call) and _called(call) == "command":
            application = ast.unparse(call.func).partition(".")[0]
            yield application, _text(call.args) or function.name.replace("_", "-")


def _options(function: ast.FunctionDef) -> Iterator[str]:
    for parameter in function.args.args:
        if parameter.annotation and "typer.Option(" in ast.unparse(
            parameter.annotation
        ):
            yield f"--{parameter.arg.replace('_', '-')}"


def routes(package: Path) -> set[str]:
    """Such as `GET /users/{}`: a path without the names of its parameters."""
    found = (
        route for file in (package / "api").rglob("*.py") for route in _routes(file)
    )
    return {re.sub(r"\{\w+\}", "{}", route) for route in found}


def _routes(file: Path) -> Iterator[str]:
    calls = [node for node in ast.walk(_parsed(file)) if isinstance(node, ast.Call)]
    prefix = "".join(
        _text([word.value])
        for call in calls
        if _called(call) == "APIRouter"
        for word in call.keywords
        if word.arg == "prefix"
    )
    for call in calls:
        owner, _, method = ast.unparse(call.func).rpartition(".")
        if owner == "router" and method in _METHODS:
            yield f"{method.upper()} {prefix}{_text(call.args)}"
        elif method == "add_route":
            yield f"GET {_text(call.args)}"


def errors(package: Path) -> dict[str, int]:
    """The status of each code that a class has."""
    classes = {
        node.name: node
        for file in package.rglob("*.py")
        for node in _parsed(file).body
        if isinstance(node, ast.ClassDef)
    }
    found = (_inherited(name, classes) for name in classes)
    return {
        values["error_code"]: values["status_code"]
        for values in found
        if "error_code" in values and "status_code" in values
    }


def _inherited(name: str, classes: Mapping[str, ast.ClassDef]) -> dict[str, Any]:
    """What a class assigns, and what those assign from which it inherits."""
    values: dict[str, Any] = {}
    if node := classes.get(name):
        for base in node.bases:
            values |= _inherited(ast.unparse(base), classes)
        values |= _values(node)
    return values


def members(file: Path, name: str) -> dict[str, str]:
    """The values of an enum."""
    (found,) = (
        node
        for node in _parsed(file).body
        if isinstance(node, ast.ClassDef) and node.name == name
    )
    return {key: str(value) for key, value in _values(found).items()}


def _values(node: ast.ClassDef) -> dict[str, Any]:
    """What a class assigns, as far as it is constant."""
    return {
        ast.unparse(target): line.value.value
        for line in node.body
        if isinstance(line, ast.Assign | ast.AnnAssign)
        and isinstance(line.value, ast.Constant)
        for target in (line.targets if isinstance(line, ast.Assign) else [line.target])
    }


def _parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def _called(call: ast.Call) -> str:
    """The last name of what is called."""
    return ast.unparse(call.func).rpartition(".")[2]


def _text(nodes: list[ast.expr]) -> str:
    """What is plain text among them."""
    return "".join(
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
