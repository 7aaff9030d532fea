"""Reads all settings at once, and reports every mistake in them."""

from collections.abc import Iterable
from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from pydantic_settings import DotEnvSettingsSource

from .settings import Settings, SettingsError, env_file, load, loaded


def find_all(*packages: ModuleType) -> list[type[Settings]]:
    """Every class of settings in these packages.

    They are in the modules called `config` and `..._config`; yours are in `project`.
    """
    for package in packages:
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            if module.name.endswith(("config", ".project")):
                import_module(module.name)
    inside = tuple(f"{package.__name__}." for package in packages)
    return [
        kind for kind in Settings.__subclasses__() if kind.__module__.startswith(inside)
    ]


def load_all(*packages: ModuleType) -> list[str]:
    """Read every class of settings in these packages; return the warnings.

    Raises SettingsError with all mistakes, if there are any.
    """
    kinds = find_all(*packages)
    mistakes = list[str]()
    for kind in kinds:
        try:
            loaded[kind] = load(kind)
        except SettingsError as error:
            mistakes += error.sentences
    if mistakes:
        raise SettingsError(mistakes)
    return _find_unknown(kinds)


def _find_unknown(kinds: Iterable[type[Settings]]) -> list[str]:
    """A sentence for each name in the file that no class has: most often a typo.

    The environment is not searched: most of it is meant for other programs.
    """
    known = {name for kind in kinds for name in kind.names()}
    given = DotEnvSettingsSource(Settings, env_file=env_file()).env_vars
    return [
        _sentence(f"{env_file()}: {name}", get_close_matches(name, known, 1))
        for name in map(str.upper, given)
        if name not in known
    ]


def _sentence(where: str, nearest: list[str]) -> str:
    hint = f" Did you mean {nearest[0]}?" if nearest else ""
    return f"{where} is not a known setting and is ignored.{hint}"
