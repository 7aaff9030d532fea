"""Every class of settings: importing this module imports all that have one.

Such a module is called `config` or `..._config`; yours is `project`. Walking the folder
means that nobody has to remember to import one.
"""

from importlib import import_module
from pkgutil import iter_modules

from . import __path__ as _folder
from .section import Section

for _module in iter_modules(_folder, f"{__package__}."):
    if _module.name.endswith(("config", ".project")):
        import_module(_module.name)


def known() -> list[type[Section]]:
    return Section.__subclasses__()
