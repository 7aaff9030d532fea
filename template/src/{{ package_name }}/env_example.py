"""Renders `.env.example`: every setting with its default and its meaning."""

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from textwrap import wrap
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from . import dialect
from .core import sections
from .core.section import Section

_HEAD = """\
# Every setting of the service. `make env` copies this file to .env.
# Environment variables override the file. An empty value means "not set".

"""
_TAIL = """
# Your own settings go below this line.
"""

# Defaults for development only.
_EXAMPLES = {"DATABASE_URL": dialect.EXAMPLE_URL}


def render() -> str:
    """The text of `.env.example`: a paragraph for each class of settings.

    Your own, in `core/project.py`, are left out: they belong below its last line.
    """
    ours = [
        section
        for section in sections.load_all()
        if not section.__module__.endswith(".project")
    ]
    # The order must not depend on which module was imported first.
    ours.sort(
        key=lambda section: (
            not section.__module__.endswith(".config"),
            section.__module__,
        )
    )
    paragraphs = [_paragraph(section) for section in ours]
    first = _HEAD + "".join(_settings(Section))
    return "\n".join([first, *paragraphs]) + _TAIL


def _paragraph(section: type[Section]) -> str:
    summary = (section.__doc__ or "").strip().splitlines()[0]
    return f"### {summary}\n\n" + "".join(_settings(section))


def _settings(section: type[Section]) -> Iterator[str]:
    """The settings that this class declares itself."""
    texts = _docstrings(section)
    for attribute, (name, field) in zip(
        section.model_fields, section.names().items(), strict=True
    ):
        if attribute in section.__annotations__:
            yield _setting(name, field, texts.get(attribute, ""))


def _docstrings(section: type[Section]) -> dict[str, str]:
    """What is written below each field.

    Pydantic could read it, but would do so whenever the class is imported, which takes
    longer than all else that it does with the class.
    """
    (tree,) = ast.parse(inspect.getsource(section)).body
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
