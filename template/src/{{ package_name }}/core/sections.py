"""Finds every class of settings, so that there is no list of them to extend.

They are in the modules called `config` and `..._config`; yours are in `project`.
"""

from importlib import import_module
from pkgutil import iter_modules

from . import __path__ as _folder
from .section import Section, gathering


def load_all() -> list[type[Section]]:
    """Every class; ends the process with all mistakes in the values, if there are any.

    That is for the start: a module that was imported before has ended it on its own.
    """
    with gathering():
        for module in iter_modules(_folder, f"{__package__}."):
            if module.name.endswith(("config", ".project")):
                import_module(module.name)
    return Section.__subclasses__()
