"""Renders `.env.example`: every setting with its default and its meaning."""

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
    first = _HEAD + _setting("ENVIRONMENT", Section.names()["ENVIRONMENT"])
    return "\n".join([first, *paragraphs]) + _TAIL


def _paragraph(section: type[Section]) -> str:
    summary = (section.__doc__ or "").strip().splitlines()[0]
    settings = [
        _setting(name, field)
        for name, field in section.names().items()
        if name != "ENVIRONMENT"
    ]
    return f"### {summary}\n\n" + "".join(settings)


def _setting(name: str, field: FieldInfo) -> str:
    comment = "".join(f"# {line}\n" for line in wrap(field.description or "", 86))
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
