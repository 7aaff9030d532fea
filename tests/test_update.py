"""An update brings what the template changed, and keeps what a user changed."""

import shutil
import sys
from itertools import combinations
from pathlib import Path

import pytest
from copier import run_recopy, run_update
from pytest_copie.plugin import Copie

from tests.findings import assert_none
from tests.pages import pages
from tests.processes import run
from tests.questions import STARTS
from tests.rendering import Renderer, is_yours, package, texts
from tests.repository import commit, git, snapshot, tracked
from tests.variants import VARIANTS, Variant

_OWNED = "cli/main.py"
_RELEASED = "\n# Added by the next release.\n"
_EDITED = "\n# Added by the user.\n"

each_variant = pytest.mark.parametrize("variant", VARIANTS, ids=str)
_NEIGHBOURS = [
    pytest.param(one, other, id=f"{one}<->{other}")
    for one, other in combinations(VARIANTS, 2)
    if len(set(one.choices) - set(other.choices)) == 1
]


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with this release, and a next one in which some files grow."""
    origin = snapshot(tmp_path_factory.mktemp("releases"))
    emitted = origin / "template"
    _append(emitted / "src/{{ package_name }}" / _OWNED, _RELEASED)
    for path in tracked(emitted):
        if is_yours(path):
            _append(emitted / path, _RELEASED)
    commit(origin, "The next release")
    git(origin, "tag", "v1000")
    return origin


@pytest.fixture(scope="module")
def this_release(copie_session: Copie, releases: Path) -> Renderer:
    return Renderer(copie_session, releases, "v999")


@pytest.fixture(scope="module")
def next_release(copie_session: Copie, releases: Path) -> Renderer:
    return Renderer(copie_session, releases, "v1000")


def test_a_folder_of_a_larger_repository_is_updated_like_any_other(
    this_release: Renderer, tmp_path: Path
) -> None:
    project = tmp_path / "repository/services/one"
    shutil.copytree(this_release(), project)
    _append(project / "Makefile", _EDITED)
    (project.parents[1] / "other.txt").write_text("Other\n", encoding="utf-8")
    commit(project.parents[1], "Start")

    _update(project)

    assert package(project).joinpath(_OWNED).read_text("utf-8").endswith(_RELEASED)
    assert (project / "Makefile").read_text("utf-8").endswith(_EDITED)
    changed = git(project, "diff", "HEAD", "--name-only", "--relative").splitlines()
    assert changed == [".copier-answers.yml", f"src/my_service/{_OWNED}"]
    told = run([sys.executable, "scripts/after_update.py"], project)
    assert (told.code, told.output.count("\n")) == (0, 1), told.output


@pytest.mark.parametrize(
    ("recorded", "edited"),
    [("my_service", "../x"), ("my_service", "json"), ("db_mode: async", "db_mode: x")],
)
def test_a_recopy_with_answers_that_were_edited_is_noticed(
    this_release: Renderer, tmp_path: Path, recorded: str, edited: str
) -> None:
    """Copier takes the default for what is not allowed, and says nothing."""
    project = this_release.own(
        tmp_path / "service", package_name="billing", db_mode="sync"
    )
    file = project / ".copier-answers.yml"
    before = {"my_service": "billing", "db_mode: async": "db_mode: sync"}[recorded]
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, edited), encoding="utf-8")
    commit(project, "By hand")

    run_recopy(project, defaults=True, overwrite=True, quiet=True)

    assert recorded in file.read_text(encoding="utf-8")
    told = run([sys.executable, "scripts/after_update.py"], project)
    assert told.code == 1
    assert "is not as Copier wrote it" in told.output


def test_an_update_keeps_every_edit_and_brings_the_release(
    this_release: Renderer, tmp_path: Path
) -> None:
    project = this_release.own(tmp_path / "service")
    owned = package(project) / _OWNED
    docstring = '"""Commands, changed by a user."""\n'
    rest = owned.read_text(encoding="utf-8").split("\n", 1)[1]
    owned.write_text(docstring + rest, encoding="utf-8")
    yours = [path for path in texts(project) if is_yours(path)]
    assert yours
    for path in yours:
        _append(project / path, _EDITED)
    _append(project / ".env", "SECRET_KEY=the-user's-own\n")
    commit(project, "Edits")

    _update(project)

    merged = owned.read_text(encoding="utf-8")
    assert merged.startswith(docstring)
    assert merged.endswith(_RELEASED)
    for path in yours:
        text = (project / path).read_text(encoding="utf-8")
        assert text.endswith(_EDITED)
        assert _RELEASED not in text
    assert (project / ".env").read_text("utf-8") == "SECRET_KEY=the-user's-own\n"
    _assert_no_conflict(project)


def test_an_aborted_update_leaves_no_trace(
    this_release: Renderer, tmp_path: Path
) -> None:
    project = this_release.own(tmp_path / "service")
    # In the lines that the release changes as well.
    _append(package(project) / _OWNED, _EDITED)
    _append(project / ".env", _EDITED)
    commit(project, "Edits")
    before = texts(project)
    update = ["-m", "copier", "update", "--defaults"]
    assert run([sys.executable, *update], project, 120).code == 0
    assert git(project, "diff", "--name-only", "--diff-filter=U") != ""

    _run_block(project, "Aborting an update")

    assert texts(project) == before
    assert git(project, "status", "--porcelain") == ""


@each_variant
def test_an_updated_project_equals_a_fresh_one(
    this_release: Renderer, next_release: Renderer, tmp_path: Path, variant: Variant
) -> None:
    project = this_release.own(tmp_path / "service", **variant.answers)

    _update(project)

    fresh = next_release(**variant.answers)
    yours = {path for path in texts(fresh) if is_yours(path)}
    assert_none(yours ^ set(_differences(project, fresh)))


@pytest.mark.parametrize(("one", "other"), _NEIGHBOURS)
def test_an_answer_can_be_changed_and_changed_back(
    next_release: Renderer, tmp_path: Path, one: Variant, other: Variant
) -> None:
    project = next_release.own(tmp_path / "service", **one.answers)

    _update(project, **other.answers)
    # A start is the user's after the first day.
    there = _differences(project, next_release(**other.answers))
    assert_none(set(there) - STARTS)
    gone = texts(next_release(**one.answers)).keys() - texts(project).keys()
    assert _run_block(project, "Changing an answer").splitlines() == sorted(gone)

    commit(project, "There")
    _update(project, **one.answers)
    assert_none(_differences(project, next_release(**one.answers)))


def _run_block(project: Path, heading: str) -> str:
    """Do what the page says there with git; what was printed."""
    (page,) = pages(project, ["docs/updating.md"])
    (script,) = (
        block.text
        for block in page.section(heading).blocks
        if block.text.startswith("git ")
    )
    finished = run(["sh", "-c", script], project)
    assert finished.code == 0, finished.end
    return finished.output


def _update(project: Path, **answers: str) -> None:
    """Update to the newest release, as `copier update --defaults -d ...` does."""
    run_update(project, data=answers, defaults=True, overwrite=True, quiet=True)
    _assert_no_conflict(project)


def _assert_no_conflict(project: Path) -> None:
    # Copier reports success over a conflict; git tells.
    assert git(project, "diff", "--name-only", "--diff-filter=U") == ""
    assert_none(path for path, text in texts(project).items() if "\n<<<<<<< " in text)
    assert list(project.rglob("*.rej")) == []


def _differences(project: Path, other: Path) -> list[str]:
    """Paths that differ, of files and of what is in them."""
    ours, theirs = texts(project), texts(other)
    return sorted(
        path
        for path in ours.keys() | theirs.keys()
        if ours.get(path) != theirs.get(path)
    )


def _append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)
