"""Copier in a hurry: hundreds of projects are rendered here from one template.

It changes how long a rendering takes, and not what comes out: a test compares.
"""

from types import CodeType

from copier import _main
from copier._jinja_ext import SandboxedEnvironment

_compiled: dict[tuple[str, str | None], CodeType] = {}


class _Environment(SandboxedEnvironment):
    """Compiles a text once, where Copier would do it anew for every project."""

    def compile(  # type: ignore[override]
        self, source: str, name: str | None = None, *_: object
    ) -> CodeType:
        if (source, name) not in _compiled:
            _compiled[source, name] = super().compile(source, name)
        return _compiled[source, name]


def install() -> None:
    """Let this process render so; what the command does stays as it is."""
    setattr(_main, "SandboxedEnvironment", _Environment)  # noqa: B010
    # With git at hand, each file costs a process that asks whether it keeps modes.
    setattr(_main, "is_git_available", lambda: False)  # noqa: B010
