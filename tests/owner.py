"""What the owner of a service changes between two updates, and which rows it has."""

import json
import re
import sys
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from tests.processes import Finished, run
from tests.recipe import follow, instructions
from tests.rendering import package
from tests.suites import Installed

Rows = Mapping[str, list[dict[str, Any]]]

_LINE = "# A line of the owner's.\n"
_VERSIONS = "migrations/versions"

# Run by the project's interpreter, which has the driver. With a second argument it puts
# a row into each table that has none.
_ROWS = """
import json, sys
from datetime import UTC, datetime
import sqlalchemy as sa

VALUES = {int: 42, str: "x", bool: True, datetime: datetime(2026, 1, 1, tzinfo=UTC)}

def value(column):
    if column.type.python_type is int and (column.primary_key or column.foreign_keys):
        return 1
    return VALUES.get(column.type.python_type, {})

engine = sa.create_engine(sys.argv[1])
metadata = sa.MetaData()
metadata.reflect(engine)
metadata.remove(metadata.tables["alembic_version"])
rows = {}
with engine.begin() as connection:
    for table in metadata.sorted_tables:
        query = sa.select(table).order_by(*table.primary_key)
        if sys.argv[2:] and not connection.execute(query).first():
            row = {column.name: value(column) for column in table.columns}
            connection.execute(table.insert(), row)
        found = connection.execute(query).mappings()
        rows[table.name] = [dict(row) for row in found]
print(json.dumps(rows, default=str))
"""

_EXECUTE = """
import sys
import sqlalchemy as sa

with sa.create_engine(sys.argv[1]).begin() as connection:
    connection.exec_driver_sql(sys.argv[2])
"""


def update(project: Path, *options: str) -> Finished:
    """`copier update` as its user types it; it reports success over a conflict."""
    command = [sys.executable, "-m", "copier", "update", "--defaults", *options]
    return run(command, project, 120)


def grow(project: Installed) -> None:
    """Add a resource and a column of one's own, as the project's documentation says."""
    for instruction in instructions(project.folder):
        # What the owner's tests say is known; they run after the update.
        if "make check test" not in instruction.text:
            follow(instruction, project)


def fill(project: Path) -> Rows:
    """Put a row into every table that has none, and return all rows."""
    return _rows(project, "fill")


def rows(project: Path) -> Rows:
    return _rows(project)


def _rows(project: Path, *arguments: str) -> Rows:
    url = _database_url(project)
    finished = run([".venv/bin/python", "-c", _ROWS, url, *arguments], project)
    assert finished.code == 0, finished.end
    found: Rows = json.loads(finished.output)
    return found


def _database_url(project: Path) -> str:
    """The URL in `.env`, with the drivers that every variant has for its database."""
    text = (project / ".env").read_text(encoding="utf-8")
    (url,) = re.findall(r"^DATABASE_URL=(.+)$", text, re.MULTILINE)
    return str(url).replace("postgresql:", "postgresql+psycopg:", 1)


def execute(project: Path, statement: str) -> None:
    """Run a statement on the database, as its operator may."""
    command = [".venv/bin/python", "-c", _EXECUTE, _database_url(project), statement]
    finished = run(command, project)
    assert finished.code == 0, finished.end


def lost(before: Rows, after: Rows) -> list[str]:
    """Every row that is gone, or that has another value somewhere."""
    return [
        f"{table}: {row}"
        for table, stored in before.items()
        for row in stored
        if not any(row.items() <= kept.items() for kept in after.get(table, []))
    ]


def insert_line(old: str, new: str) -> tuple[str, str]:
    """Both texts with a line of the owner's, far from whatever the release changed."""
    one, other = old.splitlines(keepends=True), new.splitlines(keepends=True)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    match = matcher.find_longest_match()
    assert match.size > 8, "The release left no place of the file alone"
    one.insert(match.a + match.size // 2, _LINE)
    other.insert(match.b + match.size // 2, _LINE)
    return "".join(one), "".join(other)


def line(project: Path) -> list[str]:
    """The migrations from the first to the last, of which none may be elsewhere."""
    parents = _parents(project)
    children = {parent: name for name, parent in parents.items()}
    names: list[str] = []
    while following := children.get(names[-1] if names else None):
        names.append(following)
    assert len(names) == len(parents), f"These are no line: {parents}"
    return names


def _parents(project: Path) -> dict[str, str | None]:
    """What each migration comes after, by their names."""
    found = {}
    for file in (project / _VERSIONS).glob("*.py"):
        values: dict[str, Any] = {}
        lines = file.read_text(encoding="utf-8").splitlines()
        assigned = [line for line in lines if re.match(r"(down_)?revision = ", line)]
        exec("\n".join(assigned), values)  # noqa: S102 - plain strings of the project
        found[values["revision"]] = values["down_revision"]
    return found


def squash(project: Path) -> None:
    """Replace every migration by one that has no parent."""
    for file in (project / _VERSIONS).glob("*.py"):
        file.unlink()
    text = 'revision = "squashed"\ndown_revision = None\n'
    (project / _VERSIONS / "squashed.py").write_text(text, encoding="utf-8")


def conflicts(project: Path) -> list[str]:
    """Files that hold a marker, or a change that could not be applied."""
    return [
        path.relative_to(project).as_posix()
        for path in _files(project)
        if path.suffix == ".rej"
        or re.search(rb"^<{7} ", path.read_bytes(), re.MULTILINE)
    ]


def _files(project: Path) -> list[Path]:
    ignored = {".git", ".venv", ".local", "__pycache__"}
    return [
        path
        for path in project.rglob("*")
        if path.is_file() and ignored.isdisjoint(path.relative_to(project).parts)
    ]


def command_line(project: Path) -> Path:
    """A file of the template's that owners are likely to edit."""
    return package(project) / "cli/main.py"


def append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)
