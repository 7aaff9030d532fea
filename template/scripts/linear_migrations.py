"""Make the chain of migrations linear again, which Alembic demands.

Two migrations can come after the same one: an update brings one of the template's, or
two branches of yours are merged. A database runs only what comes after the migration
that it is at. So the one that moves behind the other has to be one that no database has
run: else that database would never run the other.

What an update has just brought, no database has run: it moves by itself. About all else
only you can know, and say it:

    python3 scripts/linear_migrations.py 0002_notes --after add_items
"""

import argparse
import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_FOLDER = "migrations/versions"
_MARKER = re.compile(rb"^(<{7}|>{7})( |\r?$)", re.MULTILINE)
# How the template names its migrations, and Alembic none.
_TEMPLATES = re.compile(r"[0-9]{4}(_|$)")
# What there is while git combines branches: it brings migrations that may have run.
_COMBINING = ("MERGE_HEAD", "REBASE_HEAD", "CHERRY_PICK_HEAD")


class ProblemError(Exception):
    """What the user has to do first: one sentence for each argument."""


class Span(NamedTuple):
    """Where a piece of a file begins and ends, in bytes."""

    begin: int
    end: int


@dataclass(frozen=True)
class Revision:
    """A migration, and where its file says what it comes after."""

    file: str
    name: str
    parents: tuple[str, ...]
    source: bytes
    docstring: Span
    down_revision: Span

    def after(self, parents: Sequence[str]) -> bytes:
        """The file as it would be if it came after these."""
        begin, end = self.down_revision
        text = self.source[:begin] + _literal(parents) + self.source[end:]
        # The docstring stands before what was just replaced, so it is where it was.
        begin, end = self.docstring
        return text[:begin] + self._sentence(text[begin:end], parents) + text[end:]

    def _sentence(self, docstring: bytes, parents: Sequence[str]) -> bytes:
        """Replace the parent only: a docstring may speak of other migrations too."""
        old, new = (", ".join(names).encode() for names in (self.parents, parents))
        said = rb"\b(after|Revises:)( +)%b(?![\w-])" % re.escape(old)
        return re.sub(said, lambda found: found[1] + found[2] + new, docstring)


def main() -> None:
    parser = argparse.ArgumentParser(description="Put a migration after another one.")
    parser.add_argument("name", nargs="?", help="one that no database has run")
    parser.add_argument("--after", help="the other one that none comes after")
    arguments = parser.parse_args()
    if bool(arguments.name) != bool(arguments.after):
        parser.error("a name and --after belong together")
    try:
        if arguments.name:
            put(arguments.name, arguments.after)
        else:
            straighten()
    except ProblemError as problem:
        sys.exit("\n".join(problem.args))


def straighten() -> None:
    """Leave one head. Raises ProblemError when only the user can."""
    revisions = read(_FOLDER)
    if len(heads(revisions)) == 1:
        return
    if _is_combining():
        raise _undecided(revisions)
    committed = _committed(_FOLDER)
    old = [revision for revision in revisions if revision.file in committed]
    new = [revision for revision in revisions if revision.file not in committed]
    old = _restored(old)
    head = _only_head(old)
    if new:
        first = _first(new)
        if not _TEMPLATES.match(first.name):
            raise _undecided([*old, *new])
        if first.parents != (head,):
            _move(first, [head])


def put(name: str, other: str) -> None:
    """Let what leads to one head come after another one. Raises ProblemError."""
    revisions = read(_FOLDER)
    found = heads(revisions)
    if name == other or not {name, other} <= set(found):
        raise ProblemError(
            f"Name two that no migration comes after: here are {', '.join(found)}."
        )
    _move(_first(_branch(revisions, name, other)), [other])


def read(folder: str) -> list[Revision]:
    """Every migration in the folder; none is imported, for it would want Alembic."""
    paths = sorted(Path(folder).glob("*.py"))
    if not paths:
        raise ProblemError(
            f"There are no migrations in {folder}: run this in the project's folder."
        )
    revisions: list[Revision] = []
    problems: list[str] = []
    for path in paths:
        try:
            revision = parse(path.as_posix(), path.read_bytes())
        except ProblemError as problem:
            problems += problem.args
        except OSError as error:
            problems.append(f"{error}: fix it, then run this again.")
        else:
            revisions += [revision] if revision else []
    problems += _twins(revisions)
    if problems:
        raise ProblemError(*problems)
    return revisions


def parse(file: str, source: bytes) -> Revision | None:
    """The migration that a file holds, or None. Raises ProblemError."""
    if _MARKER.search(source):
        raise ProblemError(
            f"{file} holds conflict markers: resolve them, then run this again."
        )
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:
        raise ProblemError(
            f"{file} is no Python ({error}): fix it, then run this again."
        ) from error
    values = _assigned(tree)
    if "revision" not in values:
        return None
    try:
        name = ast.literal_eval(values["revision"])
        parents = ast.literal_eval(values["down_revision"])
    except (KeyError, ValueError) as error:
        raise ProblemError(
            f"{file} has to assign plain strings to `revision` and `down_revision`:"
            " fix it, then run this again."
        ) from error
    return Revision(
        file=file,
        name=name,
        parents=(parents,) if isinstance(parents, str) else tuple(parents or ()),
        source=source,
        docstring=_docstring(tree, source),
        down_revision=_span(values["down_revision"], source),
    )


def heads(revisions: Iterable[Revision]) -> list[str]:
    """The names of the migrations that no other comes after."""
    revisions = list(revisions)
    parents = {parent for revision in revisions for parent in revision.parents}
    return sorted({revision.name for revision in revisions} - parents)


def _assigned(tree: ast.Module) -> dict[str, ast.expr]:
    """What the names of a module are bound to, with or without an annotation."""
    values: dict[str, ast.expr] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            targets, value = statement.targets, statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value:
            targets, value = [statement.target], statement.value
        else:
            continue
        for target in targets:
            if isinstance(target, ast.Name):
                values[target.id] = value
    return values


def _docstring(tree: ast.Module, source: bytes) -> Span:
    """Where the docstring stands; an empty piece where there is none."""
    found = ast.get_docstring(tree) is not None
    return _span(tree.body[0], source) if found else Span(0, 0)


def _span(node: ast.stmt | ast.expr, source: bytes) -> Span:
    """Where a node stands in the file: `ast` counts in lines, and bytes of a line."""
    lines = source.splitlines(keepends=True)
    begin = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: (node.end_lineno or 1) - 1])) + (
        node.end_col_offset or 0
    )
    return Span(begin, end)


def _literal(parents: Sequence[str]) -> bytes:
    """How the formatter of the project writes them."""
    quoted = ", ".join(f'"{parent}"' for parent in parents)
    return (f"({quoted})" if len(parents) > 1 else quoted or "None").encode()


def _twins(revisions: Iterable[Revision]) -> list[str]:
    files: dict[str, str] = {}
    problems = []
    for revision in revisions:
        twin = files.setdefault(revision.name, revision.file)
        if twin != revision.file:
            problems.append(
                f"{twin} and {revision.file} are the same migration, {revision.name}:"
                " delete one of them, then run this again."
            )
    return problems


def _committed(folder: str) -> set[str]:
    """The files that the project had before the update, which demands a clean one."""
    listed = _git("ls-tree", "-r", "-z", "--name-only", "HEAD", "--", folder)
    return set(os.fsdecode(listed).split("\0"))


def _restored(old: Sequence[Revision]) -> list[Revision]:
    """The project's own, with the parents that a recopy has set back."""
    if len(heads(old)) == 1:
        return list(old)
    before = [parse(each.file, _git("show", f"HEAD:./{each.file}")) for each in old]
    was = {revision.name: revision for revision in before if revision}
    if len(was) != len(old) or len(heads(was.values())) != 1:
        return list(old)
    for revision in old:
        parents = was[revision.name].parents
        if revision.parents != parents:
            _move(revision, parents)
    return list(was.values())


def _only_head(old: Sequence[Revision]) -> str:
    if not old:
        raise ProblemError(
            "No migration here is committed, so there is none that new ones could come"
            " after: commit those of your own, then run this again."
        )
    found = heads(old)
    if len(found) != 1:
        raise _undecided(old)
    return found[0]


def _undecided(revisions: Sequence[Revision]) -> ProblemError:
    """What to do about two heads; the template's is the likelier one to be new."""
    found = heads(revisions)
    pairs = ((one, other) for one in found for other in found if one != other)
    branches = {pair: _branch(revisions, *pair) for pair in pairs}
    (one, other), branch = max(branches.items(), key=lambda item: _of_template(item[1]))
    return ProblemError(
        f"Several migrations have none after them: {', '.join(found)}. One has to come"
        " after the other. A database runs only what comes after the one that it is at,"
        " so the one that a database has run already must come first.",
        *_offer(one, other, branch),
        *_offer(other, one, branches[other, one]),
        "If databases have run both, or you do not know:",
        "  .venv/bin/alembic merge heads --message 'merge two lines'",
    )


def _offer(name: str, other: str, branch: Iterable[Revision]) -> tuple[str, str]:
    names = ", ".join(sorted(revision.name for revision in branch))
    arguments = f"{shlex.quote(name)} --after {shlex.quote(other)}"
    return (
        f"If no database that you keep has run {names}:",
        f"  python3 scripts/linear_migrations.py {arguments}",
    )


def _of_template(branch: Iterable[Revision]) -> int:
    return sum(bool(_TEMPLATES.match(revision.name)) for revision in branch)


def _branch(revisions: Sequence[Revision], name: str, other: str) -> list[Revision]:
    """What leads to one head, and not to the other."""
    names = _line(revisions, name) - _line(revisions, other)
    return [revision for revision in revisions if revision.name in names]


def _line(revisions: Sequence[Revision], name: str) -> set[str]:
    """A migration, and everything that comes before it."""
    parents = {revision.name: revision.parents for revision in revisions}
    found: set[str] = set()
    following = [name]
    while following:
        current = following.pop()
        if current not in found:
            found.add(current)
            following += parents.get(current, ())
    return found


def _first(new: Sequence[Revision]) -> Revision:
    """The new one that no other new one comes before."""
    names = {revision.name for revision in new}
    first = [revision for revision in new if names.isdisjoint(revision.parents)]
    if len(first) != 1 or len(heads(new)) != 1:
        raise ProblemError(
            f"These migrations ({', '.join(sorted(names))}) are no chain of their own:"
            " commit those that you wrote, then run this again."
        )
    if not first[0].parents:
        raise ProblemError(
            f"{first[0].file} would create the database a second time: delete it, and"
            " every other new one that yours replace, then run this again."
        )
    return first[0]


def _move(revision: Revision, parents: Sequence[str]) -> None:
    """Write what a migration comes after, and nothing else of its file."""
    Path(revision.file).write_bytes(revision.after(parents))
    print(f"{revision.file} now comes after {', '.join(parents) or 'none'}.")


def _is_combining() -> bool:
    found = (_git("rev-parse", "--git-path", name) for name in _COMBINING)
    return any(Path(os.fsdecode(path).rstrip("\n")).exists() for path in found)


def _git(*arguments: str) -> bytes:
    try:
        finished = subprocess.run(
            ["git", *arguments], check=True, capture_output=True, timeout=60
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ProblemError(
            "Git does not tell which migrations are new: run this in a repository that"
            " has a commit."
        ) from error
    return finished.stdout


if __name__ == "__main__":
    main()
