"""Renders `.env.example`: every setting with its default and its meaning."""

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from textwrap import wrap
from types import ModuleType
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from . import dialect
from .all_settings import find_all
from .settings import Settings

_HEAD = """\
# Every setting of the service. `make env` copies this file to .env.
# Environment variables override the file. An empty value means "not set".

"""
_TAIL = """
# Your own settings go below this line.
"""

# Defaults for development only.
_EXAMPLES = {"DATABASE_URL": dialect.EXAMPLE_URL}


def render(*packages: ModuleType) -> str:
    """The text of `.env.example`: a paragraph for each class of settings in these.

    Your own, in `core/project.py`, are left out: they belong below its last line.
    """
    ours = [
        kind for kind in find_all(*packages) if not kind.__module__.endswith(".project")
    ]
    # The order must not depend on which module was imported first.
    ours.sort(key=_place)
    paragraphs = [_paragraph(kind) for kind in ours]
    first = _HEAD + "".join(_settings(Settings))
    return "\n".join([first, *paragraphs]) + _TAIL


def _place(kind: type[Settings]) -> tuple[bool, str, str]:
    """What is in a module called `config` comes first."""
    package, _, module = kind.__module__.rpartition(".")
    return module != "config", module, package


def _paragraph(kind: type[Settings]) -> str:
    summary = (kind.__doc__ or "").strip().splitlines()[0]
    return f"### {summary}\n\n" + "".join(_settings(kind))


def _settings(kind: type[Settings]) -> Iterator[str]:
    """The settings that this class declares itself."""
    texts = _docstrings(kind)
    for attribute, (name, field) in zip(
        kind.model_fields, kind.names().items(), strict=True
    ):
        if attribute in kind.__annotations__:
            yield _setting(name, field, texts.get(attribute, ""))


def _docstrings(kind: type[Settings]) -> dict[str, str]:
    """What is written below each field.

    Pydantic could read it, but would do so whenever the class is imported, which takes
    longer than all else that it does with the class.
    """
    (tree,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(tree, ast.ClassDef)
    return {
        field.target.id: str(below.value.value)
        for field, below in pairwise(tree.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
    }


def _setting(name: str, field: FieldInfo, text: str) -> str:
    comment = "".join(f"# {line}\n" for line in wrap(" ".join(text.split()), 86))
    example = _EXAMPLES.get(name) or _in_words(field.default)
    return f"{comment}{name}={example}\n"


def _in_words(value: Any) -> str:
    match value:
        case _ if value in (None, PydanticUndefined):
            return ""
        case bool():
            return str(value).lower()
        case tuple():
            return ",".join(map(str, value))
        case _:
            return str(value)
