"""Another answer leaves the users, and what they log in with, where they are."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import interpreters, owner
from tests.rendering import Renderer
from tests.repository import commit
from tests.suites import Installed, Suite
from tests.variants import VARIANTS

pytestmark = pytest.mark.slow

PASSWORD = "Vexing7quilt"
# Asks the service in its own process: what a login with this password is answered.
LOG_IN = """
import asyncio, json, sys
import httpx2
from my_service.main import app

async def ask():
    transport, url = httpx2.ASGITransport(app), "http://127.0.0.1:8000"
    async with httpx2.AsyncClient(transport=transport, base_url=url) as client:
        body = {"email": "root@example.com", "password": sys.argv[1]}
        answer = await client.post("/api/v1/auth/login", json=body)
        headers = {"Authorization": "Bearer " + answer.json().get("access_token", "")}
        me = await client.get("/api/v1/users/me", headers=headers)
    print(json.dumps({"login": answer.status_code, "me": me.json()}))

asyncio.run(ask())
"""


@pytest.fixture
def workshop() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="gatehouse-") as folder:
        yield Path(folder)


def test_users_outlive_a_change_of_how_they_log_in(
    render: Renderer, workshop: Path
) -> None:
    (variant,) = (
        one
        for one in VARIANTS
        if dict(one.choices)
        == {"database": "sqlite", "db_mode": "async", "auth_backend": "jwt"}
    )
    folder = render.own(workshop / "service", **variant.answers)
    project = Installed(Suite(variant, interpreters.OWN), folder)
    project.setup()
    project.run("make migrate")
    project.run(
        f"ADMIN_PASSWORD={PASSWORD} .venv/bin/my-service create-admin"
        " --email root@example.com"
    )
    rows, before = owner.rows(folder), _log_in(project)
    commit(folder, "The lock file")

    for backend in ("session", "jwt"):
        finished = owner.update(
            folder, "-r", ":current:", "-d", f"auth_backend={backend}"
        )
        assert finished.code == 0, finished.end
        project.run("make setup")
        commit(folder, f"Log in by {backend}")
        project.run(".venv/bin/my-service check")
        assert owner.lost(rows, owner.rows(folder)) == []
        assert _log_in(project) == before


def _log_in(project: Installed) -> object:
    project.run(f"cat > .venv/log_in.py <<'EOF'\n{LOG_IN}\nEOF")
    project.run(f".venv/bin/python .venv/log_in.py {PASSWORD} > .venv/answer.json")
    answer = json.loads((project.folder / ".venv/answer.json").read_text("utf-8"))
    assert answer["login"] == 200
    assert answer["me"]["roles"] == ["admin"]
    return answer
