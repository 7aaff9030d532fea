"""The hooks of an update, on small repositories made by hand."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.processes import run
from tests.questions import SETTINGS
from tests.repository import ROOT, commit, git

_VERSIONS = "migrations/versions"
_LINEAR = "linear_migrations.py"
_REMOVED = "report_removed.py"
_MIGRATION = '''"""{name} is not {parent}.

Revision: {name}, after {parent}
"""

revision = "{name}"
down_revision = {value}


def upgrade() -> None:
    """After {parent}."""
'''

Project = Callable[..., Path]


def _migration(name: str, *parents: str) -> str:
    quoted = ", ".join(f'"{parent}"' for parent in parents)
    value = f"({quoted})" if len(parents) > 1 else quoted or "None"
    return _MIGRATION.format(name=name, parent=", ".join(parents), value=value)


def _commit(project: Path, message: str) -> None:
    """Commit the whole repository that a project is in."""
    commit(Path(git(project, "rev-parse", "--show-toplevel").strip()), message)


def _write(project: Path, migrations: Mapping[str, str]) -> None:
    folder = project / _VERSIONS
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in migrations.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")


def _chain(*names: str, parent: str | None = None) -> dict[str, str]:
    """Migrations that come after each other, the first one after `parent`."""
    parents = [parent, *names]
    return {
        name: _migration(name, *([before] if before else []))
        for before, name in zip(parents, names, strict=False)
    }


def _parents(project: Path) -> dict[str, object]:
    """What each migration comes after: here they may be executed, nothing imports."""
    found: dict[str, object] = {}
    for file in sorted((project / _VERSIONS).glob("*.py")):
        values: dict[str, object] = {}
        exec(file.read_bytes(), values)  # noqa: S102 - written by these tests
        found[file.stem] = values["down_revision"]
    return found


def _run(hook: str, project: Path, **variables: str) -> str:
    """What a hook prints, run as Copier does; without any library but Python's own."""
    file = ROOT / "hooks" / hook
    finished = run([sys.executable, "-I", "-S", file], project, variables=variables)
    assert finished.code == 0, finished.end
    return finished.output


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a migration of the template and two of its own.

    It is one of several in a repository, so that git's paths begin elsewhere.
    """
    folder = tmp_path / "services" / "one"
    _write(folder, _chain("0001", "u1", "u2"))
    commit(tmp_path, "Before the update")
    return folder


def test_a_new_migration_comes_after_the_newest_of_the_project(project: Path) -> None:
    _write(project, _chain("0002", parent="0001"))

    said = _run(_LINEAR, project)

    assert _parents(project) == {"0001": None, "u1": "0001", "u2": "u1", "0002": "u2"}
    assert said == "migrations/versions/0002.py now comes after u2.\n"


def test_only_the_parent_changes_where_it_is_assigned_and_announced(
    project: Path,
) -> None:
    _write(project, _chain("0002", parent="0001"))

    _run(_LINEAR, project)

    text = (project / _VERSIONS / "0002.py").read_text(encoding="utf-8")
    assert text == _migration("0002", "0001").replace(
        "Revision: 0002, after 0001", "Revision: 0002, after u2"
    ).replace('down_revision = "0001"', 'down_revision = "u2"')


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_any_way_of_writing_a_migration_is_understood(
    project: Path, line_end: str
) -> None:
    source = '"""Größe.\n\nRevises: 0001\n"""\nrevision: str = "0002"\n'
    source += 'ä = "ß"; down_revision: str | None = (\n    "0001"\n)  # Größe\n'
    file = project / _VERSIONS / "0002.py"
    file.write_bytes(source.replace("\n", line_end).encode())

    _run(_LINEAR, project)

    expected = source.replace('"0001"', '"u2"').replace("Revises: 0001", "Revises: u2")
    assert file.read_bytes() == expected.replace("\n", line_end).encode()


def test_of_several_new_migrations_only_the_first_moves(project: Path) -> None:
    _write(project, _chain("0002", "0003", "0004", parent="0001"))

    _run(_LINEAR, project)

    parents = _parents(project)
    assert (parents["0002"], parents["0003"], parents["0004"]) == ("u2", "0002", "0003")


def test_a_second_run_changes_nothing_and_says_nothing(project: Path) -> None:
    _write(project, _chain("0002", "0003", parent="0001"))
    _run(_LINEAR, project)
    before = _parents(project)

    assert _run(_LINEAR, project) == ""
    git(project, "add", "--all")
    assert _run(_LINEAR, project) == ""
    _commit(project, "The update")
    assert _run(_LINEAR, project) == ""

    assert _parents(project) == before


def test_what_is_staged_but_not_committed_is_new(project: Path) -> None:
    _write(project, _chain("0002", parent="0001"))
    git(project, "add", "--all")

    _run(_LINEAR, project)

    assert _parents(project)["0002"] == "u2"


def test_the_next_update_goes_on_where_the_last_one_ended(project: Path) -> None:
    _write(project, _chain("0002", parent="0001"))
    _run(_LINEAR, project)
    _write(project, _chain("u3", parent="0002"))
    _commit(project, "The update, and more of our own")
    _write(project, _chain("0003", parent="0002"))

    _run(_LINEAR, project)

    assert (_parents(project)["0002"], _parents(project)["0003"]) == ("u2", "u3")


def test_a_project_without_migrations_of_its_own_is_left_alone(tmp_path: Path) -> None:
    _write(tmp_path, _chain("0001"))
    commit(tmp_path, "Before the update")
    _write(tmp_path, _chain("0002", parent="0001"))

    assert _run(_LINEAR, tmp_path) == ""
    assert _parents(tmp_path)["0002"] == "0001"


def test_an_update_without_a_new_migration_says_nothing(project: Path) -> None:
    assert _run(_LINEAR, project) == ""


def test_a_squashed_history_is_what_a_new_migration_comes_after(project: Path) -> None:
    for file in (project / _VERSIONS).iterdir():
        file.unlink()
    _write(project, _chain("squashed"))
    _commit(project, "Squash")
    _write(project, _chain("0002", "0003", parent="0001"))

    _run(_LINEAR, project)

    expected = {"squashed": None, "0002": "squashed", "0003": "0002"}
    assert _parents(project) == expected


def test_branches_that_the_user_has_merged_are_one_head(project: Path) -> None:
    _write(project, _chain("u3", parent="u1"))
    _write(project, {"merged": _migration("merged", "u2", "u3")})
    _commit(project, "Merge")
    _write(project, _chain("0002", parent="0001"))

    _run(_LINEAR, project)

    assert _parents(project)["0002"] == "merged"
    assert _parents(project)["merged"] == ("u2", "u3")


def test_a_new_migration_with_several_parents_gets_one(project: Path) -> None:
    _write(project, {"0002": _migration("0002", "0001", "u1")})

    _run(_LINEAR, project)

    text = (project / _VERSIONS / "0002.py").read_text(encoding="utf-8")
    assert _parents(project)["0002"] == "u2"
    assert "Revision: 0002, after u2\n" in text


def test_a_project_that_is_a_repository_of_its_own_is_like_any_other(
    tmp_path: Path,
) -> None:
    _write(tmp_path, _chain("0001", "u1"))
    commit(tmp_path, "Before the update")
    _write(tmp_path, _chain("0002", parent="0001"))

    _run(_LINEAR, tmp_path)

    assert _parents(tmp_path)["0002"] == "u1"


def test_a_line_that_nothing_is_committed_of_is_left_alone(tmp_path: Path) -> None:
    _write(tmp_path, _chain("0001", "u1"))

    assert _run(_LINEAR, tmp_path) == ""


def test_after_a_recopy_the_parents_are_those_of_the_last_commit(
    project: Path,
) -> None:
    _write(project, _chain("0002", "0003", parent="0001"))
    _run(_LINEAR, project)
    _write(project, _chain("u3", parent="0003"))
    _commit(project, "The update, and more of our own")

    _write(project, _chain("0002", "0003", "0004", parent="0001"))
    _run(_LINEAR, project)

    assert git(project, "diff", "--name-only") == ""
    assert _parents(project)["0004"] == "u3"


def test_after_a_recopy_only_what_moves_is_told(project: Path) -> None:
    _write(project, _chain("0002", parent="0001"))
    _run(_LINEAR, project)
    _commit(project, "The update")

    _write(project, _chain("0002", "0003", parent="0001"))
    said = _run(_LINEAR, project)

    assert said == "migrations/versions/0002.py now comes after u2.\n"
    assert (_parents(project)["0002"], _parents(project)["0003"]) == ("u2", "0002")


def _two_heads(project: Path) -> None:
    _write(project, _chain("u3", parent="u1"))
    _commit(project, "Two heads")
    _write(project, _chain("0002", parent="0001"))


def _markers(project: Path) -> None:
    _write(project, _chain("0002", parent="0001"))
    conflict = "<<<<<<< before updating\n=======\n>>>>>>> after updating\n"
    _write(project, {"u1": _migration("u1", "0001") + conflict})


def _no_python(project: Path) -> None:
    _write(project, _chain("0002", parent="0001") | {"u1": "revision = ("})


def _computed(project: Path) -> None:
    text = 'revision = "0002"\ndown_revision = find_it()\n'
    _write(project, {"0002": text})


def _no_parent(project: Path) -> None:
    _write(project, {"0002": 'revision = "0002"\n'})


def _twin(project: Path) -> None:
    _write(project, {"renamed": _migration("u1", "0001")})


def _two_new(project: Path) -> None:
    _write(project, _chain("0002", parent="0001") | _chain("mine", parent="u2"))


def _resurrected(project: Path) -> None:
    git(project, "rm", "--quiet", "--", f"{_VERSIONS}/0001.py", f"{_VERSIONS}/u1.py")
    _write(project, _chain("u2"))
    _commit(project, "Squash")
    _write(project, _chain("0001", "0002"))


def _uncommitted(project: Path) -> None:
    git(project, "rm", "-r", "--quiet", "--cached", ".")
    git(project, "commit", "--quiet", "--message", "Everything is to begin again")
    _write(project, _chain("0002", parent="0001"))


def _unreadable(project: Path) -> None:
    (project / _VERSIONS / "link.py").symlink_to("nowhere.py")


_PROBLEMS: Mapping[Callable[[Path], None], str] = {
    _two_heads: "Your own migrations have 2 heads (u2, u3) instead of one",
    _markers: "migrations/versions/u1.py holds conflict markers",
    _no_python: "migrations/versions/u1.py is no Python",
    _computed: "migrations/versions/0002.py has to assign plain strings",
    _no_parent: "migrations/versions/0002.py has to assign plain strings",
    _twin: "renamed.py and migrations/versions/u1.py are the same migration",
    _two_new: "The new migrations (0002, mine) are no chain of their own",
    _resurrected: "migrations/versions/0001.py would create the database a second time",
    _uncommitted: "No migration here is committed",
    _unreadable: "No such file or directory: 'migrations/versions/link.py'",
}


@pytest.mark.parametrize("spoil", _PROBLEMS, ids=lambda spoil: spoil.__name__)
def test_what_only_the_user_can_decide_is_explained_in_a_sentence_and_left(
    project: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(project)
    files = [file for file in (project / _VERSIONS).iterdir() if file.is_file()]
    before = {file: file.read_bytes() for file in files}

    said = _run(_LINEAR, project)

    assert _PROBLEMS[spoil] in said
    assert said.endswith("then run this again.\n")
    assert said.count("\n") == 1
    assert before == {file: file.read_bytes() for file in files}


def test_each_problem_is_told(project: Path) -> None:
    _markers(project)
    _computed(project)

    assert _run(_LINEAR, project).count("then run this again.\n") == 2


def test_without_migrations_the_hook_says_where_it_belongs(tmp_path: Path) -> None:
    assert "run this in the project's folder" in _run(_LINEAR, tmp_path)


@pytest.mark.parametrize("path", [os.environ["PATH"], ""], ids=["no repo", "no git"])
def test_without_git_the_hook_says_that_it_needs_it(tmp_path: Path, path: str) -> None:
    _write(tmp_path, _chain("0001", "u1") | _chain("0002", parent="0001"))

    said = _run(_LINEAR, tmp_path, PATH=path, GIT_CEILING_DIRECTORIES=str(tmp_path))

    assert said.startswith("Git does not tell which migrations are new")
    assert _parents(tmp_path)["0002"] == "0001"


@pytest.fixture
def owned(tmp_path: Path) -> Path:
    """A committed project in a folder of a repository, with awkward names."""
    folder = tmp_path / "services" / "one"
    folder.mkdir(parents=True)
    for name in ("kept.py", "gone.py", "g o n e.py", "edited.py", "title.md"):
        (folder / name).write_text("One\n", encoding="utf-8")
    (tmp_path / "elsewhere.py").write_text("One\n", encoding="utf-8")
    (folder / ".gitignore").write_text("*.rej\n", encoding="utf-8")
    commit(tmp_path, "Before the update")
    return folder


def test_nothing_is_reported_where_nothing_was_lost(owned: Path) -> None:
    (owned / "edited.py").write_text("Two\n", encoding="utf-8")
    (owned / "title.md").write_text("<<<<<<< is how one begins\n", encoding="utf-8")
    (owned / "new.py").write_text("One\n", encoding="utf-8")
    (owned.parents[1] / "elsewhere.py").unlink()

    assert _run(_REMOVED, owned) == ""


def test_nothing_is_reported_where_there_is_no_repository(tmp_path: Path) -> None:
    ceiling = str(tmp_path.parent)
    assert _run(_REMOVED, tmp_path, GIT_CEILING_DIRECTORIES=ceiling) == ""


def test_a_removed_file_is_reported_with_what_brings_it_back(owned: Path) -> None:
    (owned / "gone.py").unlink()
    git(owned, "rm", "--quiet", "g o n e.py")

    said = _run(_REMOVED, owned)

    assert "  git checkout HEAD -- gone.py\n" in said
    assert "  git checkout HEAD -- 'g o n e.py'\n" in said
    _follow(owned, said)
    assert git(owned, "status", "--porcelain") == ""


def test_a_conflict_is_reported_with_what_takes_it_back(owned: Path) -> None:
    conflict = "<<<<<<< before updating\nOne\n=======\nTwo\n>>>>>>> after updating\n"
    (owned / "edited.py").write_text(conflict, encoding="utf-8")

    said = _run(_REMOVED, owned)

    assert said.count("git checkout") == 1
    _follow(owned, said)
    assert git(owned, "status", "--porcelain") == ""


def test_an_unmerged_file_is_reported_even_without_a_marker(owned: Path) -> None:
    git(owned, "checkout", "--quiet", "-b", "theirs")
    (owned / "edited.py").write_text("Two\n", encoding="utf-8")
    _commit(owned, "Theirs")
    git(owned, "checkout", "--quiet", "-")
    (owned / "edited.py").write_text("Three\n", encoding="utf-8")
    _commit(owned, "Ours")
    identity = ("-c", "user.name=Tests", "-c", "user.email=tests@example.com")
    assert run(["git", *identity, "merge", "theirs"], owned).code == 1
    (owned / "edited.py").write_text("Four\n", encoding="utf-8")

    said = _run(_REMOVED, owned)

    assert "  git checkout HEAD -- edited.py\n" in said


def test_a_rejected_change_is_reported_although_git_ignores_it(owned: Path) -> None:
    (owned / "edited.py.rej").write_text("-One\n+Two\n", encoding="utf-8")

    said = _run(_REMOVED, owned)

    assert "  rm -- edited.py.rej\n" in said


def _follow(project: Path, said: str) -> None:
    """Run every command that a report names."""
    for line in said.splitlines():
        if line.startswith("  "):
            assert run(["sh", "-c", line], project).code == 0


def test_the_hooks_run_from_the_release_that_brings_a_second_migration() -> None:
    versions = ROOT / "template" / _VERSIONS
    entries = SETTINGS.get("_migrations", [])
    hooks = [Path(entry["command"][-1]).name for entry in entries]

    if len(list(versions.glob("*.py"))) > 1:
        assert hooks == [_LINEAR, _REMOVED]
    assert all("version" in entry for entry in entries), "Every update would ask trust"
    assert len({entry["version"] for entry in entries}) <= 1
