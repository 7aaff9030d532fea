"""Tables, one entity a file. Importing the package imports every module in it.

SQLAlchemy and Alembic know a table only once its module is imported; walking the folder
means that nobody has to remember to.
"""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)
