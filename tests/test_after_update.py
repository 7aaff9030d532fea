"""What to run after an update, on small repositories made by hand."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from tests.findings import assert_none
from tests.processes import run
from tests.questions import rendered
from tests.repository import ROOT, commit, git

_VERSIONS = "migrations/versions"
_LINEAR = "linear_migrations.py"
_AFTER = "after_update.py"
_IDENTITY = ("-c", "user.name=Tests", "-c", "user.email=tests@example.com")
_SETTINGS = [
    ("color.ui", "always"),
    ("color.grep", "always"),
    ("core.quotePath", "true"),
    ("diff.noprefix", "true"),
    ("grep.fullName", "true"),
    ("grep.patternType", "fixed"),
    ("status.showUntrackedFiles", "no"),
]
_MIGRATION = '''"""{name} is not {parent}.

Revision: {name}, after {parent}
"""

revision = "{name}"
down_revision = {value}


def upgrade() -> None:
    """After {parent}."""
'''


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


def _run(
    script: str,
    project: Path,
    *arguments: str,
    code: int = 0,
    variables: Mapping[str, str] | None = None,
) -> str:
    """What a script prints, without any library but Python's own."""
    file = ROOT / "template/scripts" / script
    command: list[str | Path] = [
        sys.executable,
        "-E",
        "-s",
        "-S",
        "-B",
        file,
        *arguments,
    ]
    finished = run(command, project, variables=variables)
    assert finished.code == code, finished.end
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
    _markers: "migrations/versions/u1.py holds conflict markers",
    _no_python: "migrations/versions/u1.py is no Python",
    _computed: "migrations/versions/0002.py has to assign plain strings",
    _no_parent: "migrations/versions/0002.py has to assign plain strings",
    _twin: "renamed.py and migrations/versions/u1.py are the same migration",
    _two_new: "These migrations (0002, mine) are no chain of their own",
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

    said = _run(_LINEAR, project, code=1)

    assert _PROBLEMS[spoil] in said
    assert said.endswith("then run this again.\n")
    assert said.count("\n") == 1
    assert before == {file: file.read_bytes() for file in files}


def test_each_problem_is_told(project: Path) -> None:
    _markers(project)
    _computed(project)

    assert _run(_LINEAR, project, code=1).count("then run this again.\n") == 2


def _two_lines(project: Path) -> None:
    """An update that came with one branch, and a migration that came with another."""
    _write(project, _chain("0002", "u3", parent="u2") | _chain("add_more", parent="u2"))
    _commit(project, "Both branches, merged")


_OFFERED = """\
Several migrations have none after them: add_more, u3. One has to come after the other.\
 A database runs only what comes after the one that it is at, so the one that a\
 database has run already must come first.
If no database that you keep has run 0002, u3:
  python3 scripts/linear_migrations.py u3 --after add_more
If no database that you keep has run add_more:
  python3 scripts/linear_migrations.py add_more --after u3
If databases have run both, or you do not know:
  .venv/bin/alembic merge heads --message 'merge two lines'
"""


def test_what_may_have_run_is_left_until_somebody_says_what_has_not(
    project: Path,
) -> None:
    _two_lines(project)

    assert _run(_LINEAR, project, code=1) == _OFFERED

    assert git(project, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("name", "after", "moved"), [("u3", "add_more", "0002"), ("add_more", "u3", None)]
)
def test_what_no_database_has_run_moves_when_it_is_told_to(
    project: Path, name: str, after: str, moved: str | None
) -> None:
    _two_lines(project)

    _run(_LINEAR, project, name, "--after", after)

    assert _parents(project)[moved or name] == after
    assert git(project, "diff", "--name-only").count("\n") == 1
    assert _run(_LINEAR, project) == ""


def test_only_heads_are_put_after_each_other(project: Path) -> None:
    _two_lines(project)

    for names in (("0002", "add_more"), ("u3", "u1"), ("u3", "u3")):
        said = _run(_LINEAR, project, names[0], "--after", names[1], code=1)
        assert said.endswith("comes after: here are add_more, u3.\n")

    assert git(project, "status", "--porcelain") == ""


def test_a_name_alone_is_refused(project: Path) -> None:
    assert "belong together" in _run(_LINEAR, project, "0002", code=2)


@pytest.mark.parametrize("command", ["merge", "cherry-pick"])
def test_what_a_merge_brings_may_have_run(project: Path, command: str) -> None:
    edited = {"u1": _migration("u1", "0001") + "# Edited.\n"}
    git(project, "checkout", "--quiet", "-b", "production")
    _write(project, _chain("0002", parent="u2") | edited)
    _commit(project, "The update, which production has run")
    git(project, "checkout", "--quiet", "-")
    _write(project, _chain("add_more", parent="u2"))
    (project / _VERSIONS / "u1.py").unlink()
    _commit(project, "Ours")
    combined = run(["git", *_IDENTITY, command, "production"], project)
    assert combined.code == 1, combined.end
    _write(project, {"u1": _migration("u1", "0001")})

    said = _run(_LINEAR, project, code=1)

    assert said.startswith("Several migrations have none after them: 0002, add_more.")
    assert _parents(project)["0002"] == "u2"


def test_a_new_migration_of_ones_own_may_have_run_here(project: Path) -> None:
    _write(project, _chain("0002", parent="u2"))
    _commit(project, "The update")
    _write(project, _chain("mine", parent="u2"))

    said = _run(_LINEAR, project, code=1)

    assert said.startswith("Several migrations have none after them: 0002, mine.")


def test_every_migration_of_the_template_is_known_by_its_name() -> None:
    names = [file.stem for file in (ROOT / "template" / _VERSIONS).glob("*.py")]

    assert names
    assert_none(name for name in names if not re.match("[0-9]{4}_", name))


def test_without_migrations_the_script_says_where_it_belongs(tmp_path: Path) -> None:
    assert "run this in the project's folder" in _run(_LINEAR, tmp_path, code=1)


@pytest.mark.parametrize("path", [os.environ["PATH"], ""], ids=["no repo", "no git"])
def test_without_git_the_script_says_that_it_needs_it(
    tmp_path: Path, path: str
) -> None:
    _write(tmp_path, _chain("0001", "u1") | _chain("0002", parent="0001"))
    variables = {"PATH": path, "GIT_CEILING_DIRECTORIES": str(tmp_path)}

    said = _run(_LINEAR, tmp_path, code=1, variables=variables)

    assert said.startswith("Git does not tell which migrations are new")
    assert _parents(tmp_path)["0002"] == "0001"


_CONFLICT = "<<<<<<< before updating\nOne\n=======\nTwo\n>>>>>>> after updating\n"
_NOTHING = "No file was removed, and none is in conflict.\n"


@pytest.fixture
def owned(tmp_path: Path) -> Path:
    """A committed project in a folder of a repository, with awkward names.

    So are the settings of its user, of which none may change what is told.
    """
    folder = tmp_path / "services" / "groß one"
    _write(folder, _chain("0001"))
    for name in ("kept.py", "gone.py", "g o n e.py", "edited.py", "mäil.html"):
        (folder / name).write_text("One\n", encoding="utf-8")
    (tmp_path / "elsewhere.py").write_text("One\n", encoding="utf-8")
    (folder / ".gitignore").write_text("*.rej\n.venv/\n", encoding="utf-8")
    commit(tmp_path, "Before the update")
    for setting in _SETTINGS:
        git(tmp_path, "config", *setting)
    return folder


def test_where_nothing_was_lost_that_is_told(owned: Path) -> None:
    (owned / "edited.py").write_text("Two\n=======\n", encoding="utf-8")
    (owned / "new.py").write_text("One\n", encoding="utf-8")
    (owned.parents[1] / "elsewhere.py").unlink()

    assert _run(_AFTER, owned) == _NOTHING
    assert _run(_AFTER, owned, "--check") == ""


@pytest.mark.parametrize("path", [os.environ["PATH"], ""], ids=["no repo", "no git"])
def test_where_nothing_can_be_told_that_is_told(tmp_path: Path, path: str) -> None:
    variables = {"PATH": path, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}

    said = _run(_AFTER, tmp_path, code=1, variables=variables)

    assert said.startswith("There is no commit here")
    assert _run(_AFTER, tmp_path, "--check", variables=variables) == ""


def test_a_removed_file_is_told_with_what_brings_it_back(owned: Path) -> None:
    (owned / "gone.py").unlink()
    git(owned, "rm", "--quiet", "g o n e.py")

    said = _run(_AFTER, owned)

    assert "  git checkout HEAD -- gone.py\n" in said
    assert "  git checkout HEAD -- 'g o n e.py'\n" in said
    _follow(owned, said)
    assert _run(_AFTER, owned) == _NOTHING


def test_a_conflict_is_told_with_what_takes_it_back(owned: Path) -> None:
    (owned / "mäil.html").write_text(_CONFLICT, encoding="utf-8")

    said = _run(_AFTER, owned, code=1)

    assert said.count("git checkout") == 1
    _follow(owned, said)
    assert _run(_AFTER, owned) == _NOTHING


def test_an_unmerged_file_is_told_even_without_a_marker(owned: Path) -> None:
    git(owned, "checkout", "--quiet", "-b", "theirs")
    (owned / "edited.py").write_text("Two\n", encoding="utf-8")
    _commit(owned, "Theirs")
    git(owned, "checkout", "--quiet", "-")
    (owned / "edited.py").write_text("Three\n", encoding="utf-8")
    _commit(owned, "Ours")
    assert run(["git", *_IDENTITY, "merge", "theirs"], owned).code == 1
    (owned / "edited.py").write_text("Four\n", encoding="utf-8")

    said = _run(_AFTER, owned, code=1)

    assert "  git checkout HEAD -- edited.py\n" in said


def test_a_rejected_change_is_told_although_git_ignores_it(owned: Path) -> None:
    (owned / "edited.py.rej").write_text("-One\n+Two\n", encoding="utf-8")

    said = _run(_AFTER, owned, code=1)

    assert "Make them by hand" in said
    assert said.endswith("  edited.py.rej\n")


def test_an_update_orders_the_migrations_that_it_brings(owned: Path) -> None:
    _write(owned, _chain("u1", parent="0001"))
    _commit(owned, "Ours")
    _write(owned, _chain("0002", parent="0001"))

    assert _run(_AFTER, owned).startswith(f"{_VERSIONS}/0002.py now comes after u1.\n")


def test_migrations_without_an_order_are_told(owned: Path) -> None:
    _two_lines(owned)

    assert "--after" in _run(_AFTER, owned, code=1)


@pytest.mark.parametrize(
    "left", [_CONFLICT, "<<<<<<< HEAD\n", ">>>>>>> theirs\n"], ids=len
)
@pytest.mark.parametrize("name", ["edited.py", "mäil.html", "Dockerfile"])
def test_a_check_refuses_what_is_left_of_a_conflict(
    owned: Path, name: str, left: str
) -> None:
    (owned / name).write_text(f"One\n{left}", encoding="utf-8")
    sentence = f"Conflict markers are left in: {name}\n"

    assert _run(_AFTER, owned, "--check", code=1) == sentence
    _commit(owned, "Oops")
    assert _run(_AFTER, owned, "--check", code=1) == sentence
    # As in an image, or where git does not trust the owner of the folder.
    (owned.parents[1] / ".git").rename(owned.parents[1] / "no-repository")
    assert _run(_AFTER, owned, "--check", code=1) == sentence


def test_a_check_refuses_a_change_that_nobody_applied(owned: Path) -> None:
    (owned / "edited.py.rej").write_text("-One\n+Two\n", encoding="utf-8")
    (owned / "of-the-bank.rej").write_text("Refused\n", encoding="utf-8")

    said = _run(_AFTER, owned, "--check", code=1)

    assert said == "Changes of an update are left in: edited.py.rej\n"


def test_a_check_leaves_alone_what_git_ignores(owned: Path) -> None:
    (owned / ".venv").mkdir()
    (owned / ".venv" / "library.py").write_text(_CONFLICT, encoding="utf-8")

    assert _run(_AFTER, owned, "--check") == ""


_ANSWERS = """\
_commit: v1
_src_path: /somewhere else/far away
auth_backend: jwt
description: Users, authentication and roles behind an HTTP API, which is so long that
  it is folded.
package_name: one
"""


def _answers(text: str = _ANSWERS) -> str:
    """What Copier writes for these answers."""
    template = ROOT / "template/{{ _copier_conf.answers_file }}.jinja"
    return rendered(
        template.read_text(encoding="utf-8"), _copier_answers=yaml.safe_load(text)
    )


@pytest.fixture
def answered(owned: Path) -> Path:
    """A project with answers and its package."""
    (owned / "src/one").mkdir(parents=True)
    (owned / "src/one/__init__.py").touch()
    (owned / _FILE).write_text(_answers(), encoding="utf-8")
    _commit(owned, "With answers")
    return owned


_FILE = ".copier-answers.yml"
_BY_HAND = {
    "changed": ("auth_backend: jwt", "auth_backend: oidc"),
    "lost": ("package_name: one\n", ""),
    "added": ("package_name: one\n", "package_name: one\nfeature: true\n"),
    "version": ("_commit: v1", "_commit: v2"),
    "folded": ("HTTP API", "HTTP  API"),
}


@pytest.mark.parametrize("edit", _BY_HAND)
def test_answers_that_were_edited_by_hand_are_refused(
    answered: Path, edit: str
) -> None:
    before, after = _BY_HAND[edit]
    text = (answered / _FILE).read_text(encoding="utf-8")
    assert before in text
    (answered / _FILE).write_text(text.replace(before, after), encoding="utf-8")
    _commit(answered, "By hand")

    checked = _run(_AFTER, answered, "--check", code=1)
    # An update writes all answers anew.
    (answered / _FILE).write_text(text, encoding="utf-8")
    said = _run(_AFTER, answered, code=1)

    assert "is not as Copier wrote it" in checked
    assert "is not as Copier wrote it" in said
    assert said.endswith(f"  git log --patch -- {_FILE}\n")
    assert _run(_AFTER, answered, "--check") == ""


def test_the_template_may_have_moved(answered: Path) -> None:
    text = (answered / _FILE).read_text(encoding="utf-8")
    moved = re.sub("_src_path: .*\n( .*\n)*", "_src_path: https://a.example\n", text)
    assert moved != text
    (answered / _FILE).write_text(moved, encoding="utf-8")

    assert _run(_AFTER, answered, "--check") == ""
    assert _run(_AFTER, answered) == _NOTHING


def test_answers_that_an_update_changed_are_told(answered: Path) -> None:
    text = _answers(_ANSWERS.replace("jwt", "oidc") + "feature: 'on'\n")
    (answered / _FILE).write_text(text, encoding="utf-8")

    said = _run(_AFTER, answered)

    assert "  auth_backend: jwt -> oidc\n  feature: none -> 'on'\n" in said


@pytest.mark.parametrize("committed", [False, True])
def test_another_name_of_the_package_is_refused(
    answered: Path, *, committed: bool
) -> None:
    """As Copier's default is, where the name of the answers is refused."""
    text = _answers(_ANSWERS.replace("one\n", "other\n"))
    (answered / _FILE).write_text(text, encoding="utf-8")
    if committed:
        _commit(answered, "Other")

    said = _run(_AFTER, answered, code=1)

    assert ("no commit has src/other" in said) is committed
    assert ("was one, and is other now" in said) is not committed


def test_answers_of_before_there_was_a_sum_are_not_judged(answered: Path) -> None:
    (answered / _FILE).write_text("# Written by Copier\n" + _ANSWERS, encoding="utf-8")

    assert _run(_AFTER, answered, "--check") == ""


def _follow(project: Path, said: str) -> None:
    """Run every command that a report names."""
    for line in said.splitlines():
        if line.startswith("  "):
            assert run(["sh", "-c", line], project).code == 0
