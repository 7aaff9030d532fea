"""What `serve` does when the database cannot be used."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import uvicorn
from sqlalchemy import make_url

from tests.support import database
from tests.support.commands import Invoke
from tests.support.processes import run


@pytest.mark.processes
@pytest.mark.parametrize("command", ["check", "serve"])
def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, command: str) -> None:
    url = f"sqlite:///{tmp_path}/missing/file.db"

    refused = run(command, DATABASE_URL=url)

    assert refused.returncode == 1
    assert refused.stderr.endswith("unable to open database file\n")


@pytest.mark.processes
@pytest.mark.parametrize("command", ["check", "serve"])
def test_another_kind_of_file_is_refused(tmp_path: Path, command: str) -> None:
    file = tmp_path / "file.db"
    file.write_bytes(b"This is a text. " * 100)

    refused = run(command, DATABASE_URL=f"sqlite:///{file}")

    assert refused.returncode == 1
    assert refused.stderr.endswith("file is not a database\n")
    assert "migrat" not in refused.stdout + refused.stderr


def test_a_lock_of_another_process_is_waited_for_by_the_readiness(
    invoke: Invoke,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    served: list[object] = []
    monkeypatch.setattr(uvicorn, "run", lambda *_, **__: served.append(1))
    path = make_url(database.url()).database or ""

    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        started = invoke("serve")

    assert started.exit_code == 0, started.output
    assert served
    assert "the database is unavailable; serving without it" in started.stderr
