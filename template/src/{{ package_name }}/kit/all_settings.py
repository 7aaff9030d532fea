"""Reads all settings at once, and reports every mistake in them.

A name in `.env` that no class has is most often a typo. It is a mistake if it starts
like settings of some class, and otherwise only worth a warning: other programs may read
the file too. The environment is not searched, since most of it is meant for others.
"""

import logging
from collections.abc import Iterable
from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from pydantic_settings import DotEnvSettingsSource

from .settings import Settings, SettingsError, env_file, load, loaded

logger = logging.getLogger(__name__)


def find_all(*packages: ModuleType) -> list[type[Settings]]:
    """Every class of settings in these packages.

    They are in the modules called `config` and `..._config`; yours are in `project`.
    """
    for package in packages:
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            if module.name.endswith(("config", ".project")):
                import_module(module.name)
    return Settings.__subclasses__()


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
    misspelled, warnings = _find_unknown(kinds)
    if mistakes or misspelled:
        raise SettingsError([*mistakes, *misspelled])
    return warnings


def _find_unknown(kinds: Iterable[type[Settings]]) -> tuple[list[str], list[str]]:
    """Sentences about names in the file: of those like a setting, and of all others."""
    known = {name for kind in kinds for name in kind.names()}
    prefixes = {str(kind.model_config.get("env_prefix")) for kind in kinds} - {""}
    misspelled, others = list[str](), list[str]()
    given = DotEnvSettingsSource(Settings, env_file=env_file()).env_vars
    for name in sorted({name.upper() for name in given} - known):
        sentences = misspelled if name.startswith(tuple(prefixes)) else others
        nearest = get_close_matches(name, known, 1)
        hint = f" Did you mean {nearest[0]}?" if nearest else ""
        sentences.append(f"{env_file()}: {name} is not a known setting.{hint}")
    return misspelled, others
