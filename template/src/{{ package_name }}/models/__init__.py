"""Tables, one file per entity. Importing the package imports every module in it.

SQLAlchemy and Alembic know a table only once its module is imported, and this way
nobody has to remember to do so.
"""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)
