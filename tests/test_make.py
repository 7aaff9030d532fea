"""What `make` does in a project before anything is installed."""

import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tests.findings import assert_none
from tests.processes import Finished, run
from tests.rendering import Renderer
from tests.repository import git


@pytest.fixture
def project(render: Renderer, tmp_path: Path) -> Path:
    return render.own(tmp_path / "service", database="postgresql")


def _make(project: Path, *arguments: str) -> Finished:
    return run(["make", *arguments], project)


def test_a_check_refuses_a_conflict_in_any_file(project: Path) -> None:
    interpreter = project / ".venv/bin/python"
    interpreter.parent.mkdir(parents=True)
    interpreter.symlink_to(sys.executable)
    (project / "Dockerfile").write_text("<<<<<<< before updating\n", encoding="utf-8")

    checked = _make(project, "check")

    assert checked.code == 2
    assert "Conflict markers are left in: Dockerfile\n" in checked.output


def test_a_migration_needs_a_name(project: Path) -> None:
    refused = _make(project, "migration")

    assert refused.code == 2
    assert refused.output.startswith("Say what it does: make migration m=")


def test_after_an_update_nothing_has_to_be_installed(project: Path) -> None:
    finished = _make(project, "updated")

    assert (finished.code, git(project, "status", "--porcelain")) == (0, "")


def test_targets_of_the_owner_are_listed_and_run(project: Path) -> None:
    text = "mine: ## Do what is mine\n\t@echo Mine\n"
    (project / "project.mk").write_text(text, encoding="utf-8")

    assert re.search("make mine +Do what is mine\n", _make(project, "help").output)
    assert _make(project, "mine").output == "Mine\n"


def test_a_target_is_called_phony_where_it_stands(project: Path) -> None:
    """One list of all would be a line that owners edit, and updates as well."""
    lines = (project / "Makefile").read_text(encoding="utf-8").splitlines()
    targets = [
        (above, line.partition(":")[0])
        for above, line in pairwise(lines)
        if re.match("[a-z-]+:.*## ", line)
    ]

    assert len(targets) > 10
    assert_none(name for above, name in targets if above != f".PHONY: {name}")
