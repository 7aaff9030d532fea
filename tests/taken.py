"""Names that a package cannot have, since something that a project installs has them.

`python -m tests.taken PROJECT...` adds what the installed PROJECTs have to the list
that `copier.yml` includes. Nothing is ever taken out: another version of Python, or of
a library, may still have it.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution
from pathlib import Path

from tests.locks import LOCKS, pins
from tests.repository import ROOT

FILE = ROOT / "taken_names.txt"

_USABLE = re.compile("[a-z][a-z0-9_]*[a-z0-9]")
_HEAD = """\
{#- Names that a package cannot have, one a line: of modules, commands and libraries
that Python or a service installs. `make names` adds to them; see tests/taken.py. #}
"""
# Every entry of a folder of the search path may be imported: a package without
# `__init__.py`, one that no list of Python names, and one file.
_MODULES = """
import json, os, sys
found = set(sys.stdlib_module_names)
for folder in filter(os.path.isdir, sys.path):
    for entry in os.scandir(folder):
        name, _, suffix = entry.name.partition(".")
        if not suffix if entry.is_dir() else suffix.endswith(("py", "so")):
            found.add(name)
print(json.dumps(sorted(found)))
"""


def words() -> list[str]:
    """The list, without its head."""
    return FILE.read_text(encoding="utf-8").partition("#}")[2].split()


def modules(python: Path, *options: str) -> set[str]:
    """What this interpreter could import; with `-S`, nothing but its own."""
    command: list[str | Path] = [python, "-I", *options, "-c", _MODULES]
    finished = subprocess.run(command, check=True, capture_output=True, timeout=60)
    return _usable(json.loads(finished.stdout))


def installed(project: Path) -> set[str]:
    """What an installed project has, but for itself."""
    (package,) = (path.name for path in (project / "src").iterdir())
    bin_ = project / ".venv/bin"
    names = {
        *(path.name for path in bin_.iterdir()),
        *_libraries(project),
        # What other systems install as well.
        *(name for lock in LOCKS for name in pins((project / lock).read_text("utf-8"))),
    }
    return (_usable(names) | modules(bin_ / "python")) - {package}


def add(names: set[str]) -> None:
    listed = sorted({*words(), *names})
    FILE.write_text(_HEAD + "".join(f"{name}\n" for name in listed), encoding="utf-8")


def _libraries(project: Path) -> Iterator[str]:
    for folder in (project / ".venv/lib").glob("python*/site-packages/*.dist-info"):
        yield re.sub("[-_.]+", "_", Distribution.at(folder).metadata["Name"])


def _usable(names: set[str] | list[str]) -> set[str]:
    """Those that a package could have; the letters of some disks have one case."""
    plain = {name.lower().replace("-", "_") for name in names}
    return {name for name in plain if _USABLE.fullmatch(name)}


if __name__ == "__main__":
    add(set().union(*(installed(Path(folder)) for folder in sys.argv[1:])))
