"""What `serve` does when the database cannot be used."""

from pathlib import Path

import httpx2
import pytest
from sqlalchemy import make_url

from tests.support import database
from tests.support.ports import free_port
from tests.support.processes import run
from tests.support.serving import Service, serving


def ask(service: Service, path: str) -> httpx2.Response:
    return httpx2.get(service.root.removesuffix("/api/v1") + path, timeout=60)


def code(response: httpx2.Response) -> str:
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    error: str = response.json()["error_code"]
    return error


@pytest.mark.processes
def test_a_database_that_comes_later_is_served_when_it_comes(tmp_path: Path) -> None:
    log, url = tmp_path / "log", database.url("later")

    with serving(log, {"DATABASE_URL": url}) as service:
        live = ask(service, "/health/live")
        before = code(ask(service, "/health/ready"))
        with database.empty_database("later"):
            empty = code(ask(service, "/health/ready"))
            migrated = run("migrate", DATABASE_URL=url)
            ready = ask(service, "/health/ready")
            answered = ask(service, "/api/v1/users/me")

    assert live.status_code == 200
    assert (before, empty) == ("DATABASE_UNAVAILABLE", "SCHEMA_OUTDATED")
    assert migrated.returncode == 0, migrated.stderr
    assert (ready.status_code, answered.status_code) == (200, 401)
    lines = log.read_text("utf-8")
    assert "the database is unavailable; serving without it until it is back" in lines
    assert "does not exist" in lines
    assert "purge waits for the database" in lines
    assert "run `migrate`" in lines
    assert "Traceback" not in lines


@pytest.mark.processes
def test_a_server_that_is_away_is_one_sentence_of_the_check() -> None:
    away = make_url(database.url()).set(host="127.0.0.1", port=free_port(), query={})
    url = away.render_as_string(False)

    checked = run("check", DATABASE_URL=url)

    assert checked.returncode == 1
    assert checked.stderr.startswith("Cannot use the database in DATABASE_URL: ")
    assert len(checked.stderr.splitlines()) == 1
    assert "migrat" not in checked.stdout
