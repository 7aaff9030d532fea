"""Make the chain of migrations linear again, after an update has brought new ones.

A new migration of the template comes after the template's last one, and so do those of
the project: Alembic then sees two heads and refuses to migrate. No database has run the
new one yet, so it may move behind the project's newest.

`copier update` runs this in the project. After `copier recopy`, run it by hand there:

    python <the template>/hooks/linear_migrations.py [migrations/versions]

What it cannot decide it explains. It ends with success all the same, since a hook that
fails leaves the project half-updated, and would not run again.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_MARKER = re.compile(rb"^(<{7}|>{7})( |\r?$)", re.MULTILINE)


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


def main(folder: str) -> None:
    try:
        straighten(os.path.relpath(folder))
    except ProblemError as problem:
        for sentence in problem.args:
            print(sentence)
    except OSError as error:
        print(f"{error}: fix it, then run this again.")


def straighten(folder: str) -> None:
    """Leave one head. Raises ProblemError when only the user can."""
    revisions = read(folder)
    if len(heads(revisions)) == 1:
        return
    committed = _committed(folder)
    old = [revision for revision in revisions if revision.file in committed]
    new = [revision for revision in revisions if revision.file not in committed]
    head = _only_head(_restored(old))
    if new:
        first = _first(new)
        if first.parents != (head,):
            _move(first, [head])


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
    found = heads(old)
    if not old:
        raise ProblemError(
            "No migration here is committed, so there is none that new ones could come"
            " after: commit those of your own, then run this again."
        )
    if len(found) != 1:
        raise ProblemError(
            f"Your own migrations have {len(found)} heads ({', '.join(found)}) instead"
            " of one: make one the `down_revision` of the next, then run this again."
        )
    return found[0]


def _first(new: Sequence[Revision]) -> Revision:
    """The new one that no other new one comes before."""
    names = {revision.name for revision in new}
    first = [revision for revision in new if names.isdisjoint(revision.parents)]
    if len(first) != 1 or len(heads(new)) != 1:
        raise ProblemError(
            f"The new migrations ({', '.join(sorted(names))}) are no chain of their"
            " own: commit those that you wrote, then run this again."
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
    main(*sys.argv[1:2] or ["migrations/versions"])
