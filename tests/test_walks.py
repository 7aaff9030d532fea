"""The pages of a project can be followed from top to bottom, as a newcomer does."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from tests import interpreters, owner
from tests.contract.people import ROOT as ADMIN
from tests.contract.step import Answer, Step
from tests.contract.transcript import Player
from tests.findings import assert_none
from tests.names import Names
from tests.pages import Block
from tests.rendering import Renderer
from tests.repository import ROOT
from tests.suites import Installed, Suite
from tests.system.issuer import Issuer, issuing
from tests.variants import VARIANTS, Variant
from tests.walk import Walk, command

# One of each backend, and between them both databases and both modes.
_NAMES = ("sqlite-async-jwt", "postgresql-sync-session", "sqlite-sync-oidc")
_WALKED = [variant for variant in VARIANTS if str(variant) in _NAMES]

# Pages, first lines of blocks, and lines that are not followed here, by the reason.
_NOT_FOLLOWED = {
    "`tests/test_variants.py` does": (
        "docs/adding-a-resource.md",
        "make check test",
        "make install",
    ),
    "`tests/test_owned_updates.py` does": (
        "copier update",
        "make updated",
        "make setup migrate check test",
    ),
    "`tests/test_after_update.py` does": (
        "python3 scripts/linear_migrations.py 0002_notes --after add_items",
        '.venv/bin/alembic merge heads --message "merge two lines"',
    ),
    "`tests/test_update.py` does": (
        "git reset --hard",
        "git diff HEAD --diff-filter=D --name-only",
    ),
    "`tests/test_flips.py` does": (
        'copier update -d project_name="Another name"',
        "INSERT INTO identities (user_id, issuer, subject, created_at)",
        "import pickle",
    ),
    "`tests/system/test_container.py` does the same with Podman": (
        "docker build --tag my-service .",
        "run() {",
        (
            'docker exec my-service python -c "import sqlite3; '
            "sqlite3.connect('/data/my_service.db')"
            ".backup(sqlite3.connect('/data/backup.db'))\""
        ),
    ),
    "`template/tests/test_telemetry.py.jinja` gives these to a service": (
        "export OTEL_SERVICE_NAME=my-service",
    ),
    "a pattern; the names in it are checked in `tests/test_pages.py`": (
        "async with reading() as session:",
        "with reading() as session:",
    ),
}
_EXCEPTED = {one for group in _NOT_FOLLOWED.values() for one in group}

_BOB = "bob@example.com"
# Ada registers as the README says.
_LOGINS = {
    "root": ADMIN,
    "ada": {"email": "ada@example.com", "password": "Vexing7quilt"},
}


@dataclass
class Visit:
    """A newcomer's project, its pages, and who has logged in to its service."""

    walk: Walk
    pages: Names
    backend: str
    issuer: Issuer

    @cached_property
    def people(self) -> Player:
        return Player(self.walk.served)

    @property
    def has_passwords(self) -> bool:
        return self.backend != "oidc"

    def follow(self, heading: str, page: str = "docs/operations.md") -> str:
        """Follow all blocks below a heading; what was printed."""
        return "".join(map(self.walk.follow, self.blocks(heading, page)))

    def blocks(self, heading: str, page: str = "docs/operations.md") -> list[Block]:
        return self.pages.page(page).section(heading).blocks

    def run(self, heading: str, command: str, argument: str) -> None:
        """Run a command that stands in the text, with what it has in capitals."""
        section = self.pages.page("docs/operations.md").section(heading)
        (line,) = (code for code in section.code if f"/my-service {command} " in code)
        self.walk.run(re.sub(r"[A-Z]+$", argument, line))

    def log_in(self, name: str) -> int:
        """From now on that person is known; with a token of the provider, at once."""
        if not self.has_passwords:
            self.people.introduce({name: self.issuer.sign(name)})
            return 200
        call = "POST /auth/login"
        return self.people.play(
            Step("a login", None, call, _LOGINS[name], becomes=name)
        ).status

    def ask(
        self, name: str | None, call: str = "GET /users/me", body: object = None
    ) -> Answer:
        return self.people.play(Step("a call", name, call, body))


@pytest.fixture
def visit(render: Renderer, workshop: Path, variant: Variant) -> Iterator[Visit]:
    folder = render.own(workshop / "service", **variant.answers)
    installed = Installed(Suite(variant, interpreters.OWN), folder)
    backend = dict(variant.choices)["auth_backend"]
    typed = [ADMIN["email"], ADMIN["password"], ADMIN["password"]]
    walk = Walk(installed, ["root"] if backend == "oidc" else typed, _EXCEPTED)
    with issuing() as issuer:
        try:
            yield Visit(walk, Names(render.variant(variant)), backend, issuer)
        finally:
            walk.stop()
            if variant.chose("database", "postgresql"):
                walk.run("make db-stop")


@pytest.mark.slow
@pytest.mark.parametrize("variant", _WALKED, ids=str)
def test_a_newcomer_can_do_what_the_pages_say(visit: Visit) -> None:
    """One test, since each step goes on where the one before has ended."""
    _begin(visit)
    _compare_examples(visit)
    _deploy(visit)
    if visit.has_passwords:
        _send_email_from_a_separate_process(visit)
    _go_back_to_a_backup(visit)
    if visit.has_passwords:
        _end_sessions(visit)
    _regain_an_administrator(visit)

    assert_none(
        f"{page.path}: {block.first}"
        for page in visit.pages.pages
        for block in page.blocks
        if block not in visit.walk.followed
        and block.language != "json"
        and _EXCEPTED.isdisjoint({page.path, command(block.first)})
    )


def _begin(visit: Visit) -> None:
    """Go from `make setup` to an account of one's own, as the README does."""
    walk = visit.walk
    *setting_up, calls = visit.blocks("Run it", "README.md")
    for block in setting_up:
        walk.follow(block)
        if not visit.has_passwords:
            walk.set(**visit.issuer.settings)
    walk.variables["TOKEN"] = visit.issuer.sign("ada")
    printed = list(_documents(walk.follow(calls)))

    assert printed[-1]["email"] == "ada@example.com"
    if visit.backend == "session":
        assert printed[-1]["name"] == "Ada"
    if visit.has_passwords:
        assert walk.served.token("ada@example.com", 1) != "no mail"
    for path in ("/docs", "/openapi.json"):
        assert walk.served.send("GET", path, None, {}).status == 200


def _documents(text: str) -> Iterator[dict[str, Any]]:
    """JSON that was printed with nothing between one answer and the next."""
    while text:
        document, end = json.JSONDecoder().raw_decode(text)
        yield document
        text = text[end:].lstrip()


def _compare_examples(visit: Visit) -> None:
    """What the pages show as answers, the service answers."""
    assert visit.log_in("root") == visit.log_in("ada") == 200
    answers = (
        visit.ask("ada", "GET /users"),
        visit.ask("root", "POST /roles", {"name": "user"}),
    )
    shown = [
        json.loads(block.text)
        for page in visit.pages.pages
        for block in page.blocks
        if block.language == "json"
    ]

    assert {one["error_code"]: one for one in shown} == {
        answer.json["error_code"]: answer.json for answer in answers
    }


def _deploy(visit: Visit) -> None:
    """With a new key, and the old one kept: who has logged in stays so."""
    walk = visit.walk
    walk.stop()
    if visit.has_passwords:
        walk.set(PREVIOUS_SECRET_KEYS=_key(walk.folder), SECRET_KEY=_new_key(visit))
    checked = visit.follow("Deployment")

    assert "database    ok" in checked
    assert visit.ask("ada").status == 200


def _key(project: Path) -> str:
    text = (project / ".env").read_text("utf-8")
    (key,) = re.findall(r"^SECRET_KEY=(\S+)$", text, re.MULTILINE)
    return str(key)


def _new_key(visit: Visit) -> str:
    return visit.follow("Keys", "docs/configuration.md").strip()


def _send_email_from_a_separate_process(visit: Visit) -> None:
    """With a key that nothing is kept of, as after a leak."""
    walk = visit.walk
    walk.stop()
    walk.set(PREVIOUS_SECRET_KEYS="", SECRET_KEY=_new_key(visit))
    visit.follow("Sending email from a separate process")

    assert visit.ask("ada").status == (200 if visit.backend == "session" else 401)
    assert visit.log_in("root") == visit.log_in("ada") == 200
    assert visit.ask("root", "POST /admin/users", {"email": _BOB}).status == 201
    assert walk.served.token(_BOB, 1) != "no mail"

    # As if it had never gone out; the page says how to try again.
    owner.execute(walk.folder, "UPDATE outbox SET sent_at = NULL, attempts = 14")
    visit.follow("Monitoring")
    assert walk.served.token(_BOB, 2) != "no mail"


def _go_back_to_a_backup(visit: Visit) -> None:
    """What has happened since then has not."""
    walk = visit.walk
    account = visit.ask("ada").json
    backup, restore = visit.blocks("Backup and restore")
    walk.follow(backup)
    assert visit.ask("ada", f"DELETE /users/{account['id']}").status == 200
    walk.stop()
    walk.follow(restore)
    if visit.has_passwords:
        _execute(visit, "Backup and restore", "DELETE FROM login_sessions;")
    walk.start(".venv/bin/my-service serve")

    if visit.has_passwords:
        assert visit.ask("root").status == 401
    assert visit.log_in("root") == visit.log_in("ada") == 200
    assert visit.ask("ada").json["id"] == account["id"]


def _end_sessions(visit: Visit) -> None:
    visit.run("Ending sessions", "end-sessions", "ada@example.com")

    assert visit.ask("ada").status == 401
    assert visit.ask("root").status == 200
    _execute(visit, "Ending sessions", "DELETE FROM login_sessions;")
    assert visit.ask("root").status == 401
    assert visit.log_in("root") == visit.log_in("ada") == 200


def _execute(visit: Visit, heading: str, statement: str) -> None:
    """Run a statement that stands in the text."""
    section = visit.pages.page("docs/operations.md").section(heading)
    assert statement in section.code
    owner.execute(visit.walk.folder, statement)


def _regain_an_administrator(visit: Visit) -> None:
    """Deactivated, and without the role."""
    heading = "When no administrator is left"
    account = visit.ask("ada").json["id"]
    locked = visit.ask("root", f"PATCH /admin/users/{account}", {"is_active": False})
    assert locked.status == 200
    address = "ada@example.com" if visit.has_passwords else str(account)
    visit.run(heading, "regain-admin", address)

    assert visit.log_in("ada") == 200
    assert visit.ask("ada").json["roles"] == ["admin", "user"]


def test_what_is_not_followed_is_there_and_its_reason_too(render: Renderer) -> None:
    """What a page has no more, needs no exception."""
    there = {
        one
        for variant in VARIANTS
        for page in Names(render.variant(variant)).pages
        for block in page.blocks
        for one in (page.path, *map(command, block.text.splitlines()))
    }
    files = re.findall(r"`([^`]+\.(?:py|jinja))`", " ".join(_NOT_FOLLOWED))

    assert_none(sorted(_EXCEPTED - there))
    assert len(files) > 5
    assert_none(file for file in files if not (ROOT / file).is_file())
