"""An update from a release keeps what the owner of a service has made of it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_copie.plugin import Copie

from tests import interpreters, owner
from tests.findings import assert_none
from tests.processes import run
from tests.questions import STARTS
from tests.releases import RELEASES, tag
from tests.rendering import Renderer, is_yours, package, texts
from tests.repository import ROOT, commit, git, snapshot
from tests.suites import SAMPLE, Installed, Suite
from tests.variants import VARIANTS, Variant

_FIRST_TESTS = "template/tests/conftest.py.jinja"
_NOT_FROZEN = (
    "template/migrations/versions/0001_users_and_roles.py",
    "template/tests/project.py",
    # What an owner imports moved with it.
    "template/src/{{ package_name }}/kit/__init__.py",
)

# The working tree; a release that adds a migration to it; one that adds none.
_THIS, _NEXT, _LAST = "v999", "v1000", "v1001"

_PAGE = "docs/updating.md"
_MODEL = "audit_event.py"
_COLUMN = "    note: Mapped[str | None] = mapped_column(String(200))\n"
_MIGRATION = '''"""Notes on what happened.

Revision: {name}, after {parent}
"""

import sqlalchemy as sa
from alembic import op

revision = "{name}"
down_revision = "{parent}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("audit_events") as batch:
        batch.add_column(sa.Column("note", sa.String(200)))


def downgrade() -> None:
    with op.batch_alter_table("audit_events") as batch:
        batch.drop_column("note")
'''

# What stands for a release as long as there is none.
_UNRELEASED = "unreleased"

# One of each database, and both modes between them. At first there was one backend.
_PAIRS = ({"sqlite", "async", "jwt"}, {"postgresql", "sync", "jwt"})
_FIRST = [
    variant
    for variant in VARIANTS
    if any(pair <= {choice for _, choice in variant.choices} for pair in _PAIRS)
]

each_start = pytest.mark.parametrize("start", RELEASES or [_UNRELEASED])


def first_tested() -> str:
    """The first commit whose rendered projects have tests."""
    log = git(ROOT, "log", "--diff-filter=A", "--format=%H", "--", _FIRST_TESTS)
    # To a shallow clone, its oldest commit adds everything.
    if not log or git(ROOT, "rev-parse", "--is-shallow-repository").strip() == "true":
        pytest.fail(
            "These tests update projects of earlier commits, which this clone lacks:"
            " run `git fetch --unshallow`.",
            pytrace=False,
        )
    return log.split()[-1]


def reference(start: str) -> str:
    """The tag of a release; while there is none, a commit.

    It is the oldest one since which the first migration has been what it is now, and
    what tests ask of an owner's code. Until 0.1.0 freezes both, an older commit makes
    databases that no update can bring here, and services that its tests refuse. Where
    the working tree rewrites them, no commit will do but its own.
    """
    if start != _UNRELEASED:
        return tag(start)
    first_tested()
    if git(ROOT, "diff", "--name-only", "HEAD", "--", *_NOT_FROZEN):
        return _THIS
    command = ("log", "--first-parent", "--max-count=1", "--format=%H", "--")
    return git(ROOT, *command, *_NOT_FROZEN).strip()


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the history of this one, and the three releases on top."""
    first_tested()
    origin = snapshot(tmp_path_factory.mktemp("releases"))
    history = ("HEAD:refs/heads/history", "refs/tags/*:refs/tags/*")
    git(origin, "fetch", "--quiet", str(ROOT), *history)
    _add_migration(origin / "template")
    for release in (_NEXT, _LAST):
        owner.append(origin / "template" / f"{_PAGE}.jinja", f"\nThis is {release}.\n")
        commit(origin, release)
        git(origin, "tag", release)
    return origin


def _add_migration(emitted: Path) -> None:
    """Add a column, and the migration that adds it, as the next release would."""
    model = emitted / "src/{{ package_name }}/models" / _MODEL
    owner.append(model, _COLUMN)
    folder = emitted / "migrations/versions"
    parent = max(file.stem for file in folder.glob("*.py"))
    name = f"{int(parent[:4]) + 1:04}_notes"
    text = _MIGRATION.format(name=name, parent=parent)
    (folder / f"{name}.py").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def earlier(copie_session: Copie, releases: Path) -> Callable[[str], Renderer]:
    """What renders a project as it was at that start."""
    return lambda start: Renderer(copie_session, releases, reference(start))


@pytest.fixture(scope="module")
def next_release(copie_session: Copie, releases: Path) -> Renderer:
    return Renderer(copie_session, releases, _NEXT)


@pytest.mark.slow
@each_start
@pytest.mark.parametrize("variant", SAMPLE, ids=str)
def test_an_update_of_a_grown_service_loses_nothing_and_passes_its_tests(
    earlier: Callable[[str], Renderer],
    next_release: Renderer,
    workshop: Path,
    variant: Variant,
    start: str,
) -> None:
    folder = earlier(start).own(workshop / "service", **variant.answers)
    project = Installed(Suite(variant, interpreters.OWN), folder)
    project.setup()
    with project.database():
        project.run("make migrate")
        owner.grow(project)
        rows, line = owner.fill(folder), owner.line(folder)
        expected = _edit(folder, next_release.variant(variant))

        finished = owner.update(folder, "--vcs-ref", _NEXT)

        assert finished.code == 0, finished.end
        assert "make updated" in finished.output
        _assert_no_conflict(folder)
        told = run(["make", "updated"], folder)
        assert told.code == 0, told.end
        assert f".py now comes after {line[-1]}.\n" in told.output
        _assert_continued(line, folder)
        assert_none(path for path in expected if _read(folder, path) != expected[path])
        project.run("make setup migrate")
        project.run(".venv/bin/alembic check")
        _assert_kept(rows, owner.rows(folder))
        project.run("make test")


def _edit(project: Path, fresh: Path) -> dict[str, str]:
    """Edit what owners edit, commit, and tell what an update has to make of the files.

    All that the owner wrote stays as it is. Only the file of the template's becomes the
    fresh one with the owner's line in it.
    """
    owner.append(project / "README.md", "\nAsk the owner.\n")
    owner.append(project / ".env", "ITEMS_DESCRIPTION=None.\n")
    merged = owner.command_line(project).relative_to(project).as_posix()
    text, expected = owner.insert_line(_read(project, merged), _read(fresh, merged))
    (project / merged).write_text(text, encoding="utf-8")
    commit(project, "The owner's work")
    changed = git(project, "diff", "--name-only", "HEAD~", "HEAD").splitlines()
    assert {merged, "README.md", "tests/api/test_items.py"} <= set(changed)
    kept = {path: _read(project, path) for path in [*changed, ".env"]}
    return kept | {merged: expected}


def _assert_no_conflict(project: Path) -> None:
    assert git(project, "diff", "--name-only", "--diff-filter=U") == ""
    assert_none(owner.conflicts(project))


def _assert_continued(line: list[str], project: Path) -> None:
    """The owner's migrations run as they did, and those of the release after them."""
    now = owner.line(project)
    assert now[: len(line)] == line
    assert now[-1].endswith("_notes")


def _assert_kept(before: owner.Rows, after: owner.Rows) -> None:
    assert "items" in before
    assert_none(table for table, rows in before.items() if not rows)
    assert_none(owner.lost(before, after))
    assert [row["note"] for row in after["audit_events"]] == [None]


@pytest.mark.parametrize("variant", _FIRST, ids=str)
def test_an_unedited_project_of_an_earlier_commit_becomes_a_fresh_one(
    copie_session: Copie, releases: Path, tmp_path: Path, variant: Variant
) -> None:
    first = Renderer(copie_session, releases, first_tested())
    # Nobody was asked for the backend then.
    earlier = Variant(variant.choices[:2])
    project = first.own(tmp_path / "service", **earlier.answers)

    finished = owner.update(project, "--vcs-ref", _THIS)

    assert finished.code == 0, finished.end
    was = texts(first.variant(earlier))
    expected = texts(Renderer(copie_session, releases, _THIS).variant(variant))
    # What was the owner's from the first day is as it was, and nothing starts later.
    for path in STARTS:
        expected.pop(path)
    expected |= {path: was[path] for path in was if is_yours(path) or path in STARTS}
    became = texts(project)
    paths = became.keys() | expected.keys()
    assert_none(path for path in paths if became.get(path) != expected.get(path))


@each_start
def test_a_conflict_is_shown_a_deletion_kept_and_a_squash_continued(
    earlier: Callable[[str], Renderer], tmp_path: Path, start: str
) -> None:
    project = earlier(start).own(tmp_path / "service")
    model = package(project) / "models" / _MODEL
    owner.append(model, "    ours: Mapped[str | None]\n")
    (project / _PAGE).unlink()
    owner.squash(project)
    commit(project, "The owner's work")

    finished = owner.update(project, "--vcs-ref", _NEXT)

    assert finished.code == 0, finished.end
    told = run(["make", "updated"], project)
    assert told.code == 2
    check = run([sys.executable, "scripts/after_update.py", "--check"], project)
    assert (check.code, model.name in check.output) == (1, True)
    _assert_shown(model.relative_to(project).as_posix(), project, told.output)
    assert not (project / _PAGE).exists()
    _assert_continued(["squashed"], project)

    git(project, "checkout", "HEAD", "--", str(model))
    commit(project, "The update, without what conflicted")
    finished = owner.update(project, "--vcs-ref", _LAST)

    assert finished.code == 0, finished.end
    assert git(project, "status", "--porcelain") == " M .copier-answers.yml\n"
    assert not (project / _PAGE).exists()
    _assert_continued(["squashed"], project)


def _assert_shown(path: str, project: Path, said: str) -> None:
    """A conflict holds both versions, and is reported with what takes it back."""
    assert f"UU {path}\n" in git(project, "status", "--porcelain")
    assert owner.conflicts(project) == [path]
    assert "    ours: Mapped[str | None]\n" in _read(project, path)
    assert _COLUMN in _read(project, path)
    assert f"  git checkout HEAD -- {path}\n" in said


def _read(project: Path, path: str) -> str:
    # In bytes, since a line end is a change too.
    return (project / path).read_bytes().decode()
