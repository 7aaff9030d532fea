"""Copier in a hurry: tests render hundreds of projects, all from a few commits.

What comes out is what the command would have made; a test compares the two.
"""

import tempfile
from functools import cache
from pathlib import Path
from types import CodeType

import pytest
from copier import _main, _template
from copier._jinja_ext import SandboxedEnvironment
from copier._vcs import clone

from tests.repository import git

_compiled: dict[tuple[str | None, ...], CodeType] = {}


class _Environment(SandboxedEnvironment):
    """Compiles a text once, where Copier would for every project."""

    def compile(self, *text: str | None) -> CodeType:  # type: ignore[override]
        if text not in _compiled:
            _compiled[text] = super().compile(*text)  # type: ignore[call-overload]
        return _compiled[text]


def hurry(patch: pytest.MonkeyPatch, scratch: Path) -> None:
    """Let Copier hurry in this process, and keep its clones in a folder."""

    @cache
    def checkout(url: str, commit: str) -> str:
        return clone(url, commit, tempfile.mkdtemp(dir=scratch))

    def clone_once(url: str, ref: str, location: str) -> str:
        del location  # Copier deletes that folder in the end, and a clone is kept.
        return checkout(url, git(Path(url), "rev-parse", ref).strip())

    # An update would clone the template five times.
    patch.setattr(_template, "clone", clone_once)
    patch.setattr(_main, "SandboxedEnvironment", _Environment)
    # Where there is git, a process asks for each file whether git minds its mode.
    patch.setattr(_main, "is_git_available", lambda: False)
