"""A newcomer, who does what the pages of an installed project say, from the first on.

Each step begins where the one before has ended.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests import owner
from tests.contract.people import ROOT as ADMIN
from tests.contract.step import Answer, Step
from tests.contract.transcript import Player
from tests.names import Names
from tests.pages import Block
from tests.suites import Installed
from tests.system.issuer import Issuer, issuing
from tests.walk import Walk, command

_GIVEN_UP = """
INSERT INTO deferred_calls (id, name, arguments, attempts, created_at, next_at)
VALUES ({}, 'tell', '{{}}', 14, '2026-01-01 00:00:00', '2026-01-01 00:00:00')
"""

# Pages, first lines of blocks, and lines that are not followed here, by the reason.
NOT_FOLLOWED = {
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
    "`tests/system/test_behind_nginx.py` does": (
        "upstream my-service {",
        "PUBLIC_URL=https://example.com/app",
    ),
    "`tests/system/test_behind_pooler.py` does, with addresses of its own": (
        "DATABASE_URL=postgresql://user:password@pooler:6432/my_service",
        "[databases]",
    ),
    "for Kubernetes, which needs more than one machine": (
        "apiVersion: apps/v1",
        "apiVersion: batch/v1",
    ),
    "`template/tests/test_telemetry.py.jinja` gives these to a service": (
        "export OTEL_SERVICE_NAME=my-service",
    ),
    "a pattern; the names in it are checked in `tests/test_pages.py`": (
        "async with reading() as session:",
        "with reading() as session:",
    ),
}
_EXCEPTED = {one for group in NOT_FOLLOWED.values() for one in group}

_OPERATIONS = "docs/operations.md"
_BOB = "bob@example.com"
# Ada registers as the README says.
_LOGINS = {
    "root": ADMIN,
    "ada": {"email": "ada@example.com", "password": "Vexing7quilt"},
}


def unfollowed(project: Installed, rendered: Path) -> list[str]:
    """Follow the pages, and tell which blocks neither were followed nor excepted."""
    names = Names(rendered)
    with _visiting(project, names) as visit:
        _begin(visit)
        _compare_examples(visit)
        _deploy(visit)
        _go_back_to_a_backup(visit)
        _decide_on_deferred_calls(visit)
        if visit.has_passwords:
            _send_email_from_a_separate_process(visit)
            _end_sessions(visit)
        else:
            _explain_a_token(visit)
        _regain_an_administrator(visit)
    return [
        f"{page.path}: {block.first}"
        for page in names.pages
        for block in page.blocks
        if block not in visit.followed
        and _EXCEPTED.isdisjoint({page.path, command(block.first)})
    ]


@dataclass(frozen=True)
class _Visit:
    """A project, its pages, and who has logged in to its service."""

    walk: Walk
    names: Names
    issuer: Issuer
    people: Player
    backend: str
    followed: list[Block] = field(default_factory=list)

    @property
    def has_passwords(self) -> bool:
        return self.backend != "oidc"

    def blocks(self, heading: str, page: str = _OPERATIONS) -> list[Block]:
        """The blocks below a heading, which are followed from now on."""
        blocks = self.names.page(page).section(heading).blocks
        self.followed.extend(blocks)
        return blocks

    def follow(self, heading: str, page: str = _OPERATIONS) -> str:
        """Do what all blocks below a heading say; what was printed."""
        return "".join(map(self.walk.follow, self.blocks(heading, page)))

    def run(self, heading: str, name: str, argument: str) -> None:
        """Run a command of the text, which has a word in capitals at its end."""
        section = self.names.page(_OPERATIONS).section(heading)
        (line,) = (code for code in section.code if f"/my-service {name} " in code)
        self.walk.run(re.sub(r"[A-Z]+$", argument, line))

    def execute(self, heading: str, statement: str) -> None:
        """Run a statement of the text."""
        assert statement in self.names.page(_OPERATIONS).section(heading).code
        owner.execute(self.walk.folder, statement)

    def log_in(self, *names: str) -> None:
        """From now on these people are known."""
        for name in names:
            if self.has_passwords:
                call, login = "POST /auth/login", _LOGINS[name]
                step = Step("a login", None, call, login, becomes=name)
                assert self.people.play(step).status == 200
            else:
                self.people.introduce({name: self.issuer.sign(name)})

    def ask(
        self, name: str, call: str = "GET /users/me", body: object = None
    ) -> Answer:
        return self.people.play(Step("a call", name, call, body))


@contextmanager
def _visiting(project: Installed, names: Names) -> Iterator[_Visit]:
    variant = project.suite.variant
    backend = dict(variant.choices)["auth_backend"]
    typed = [ADMIN["email"], ADMIN["password"], ADMIN["password"]]
    walk = Walk(project, ["root"] if backend == "oidc" else typed, _EXCEPTED)
    with issuing() as issuer:
        try:
            yield _Visit(walk, names, issuer, Player(walk.served), backend)
        finally:
            walk.stop()
            if variant.chose("database", "postgresql"):
                walk.run("make db-stop")


def _begin(visit: _Visit) -> None:
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


def _compare_examples(visit: _Visit) -> None:
    """What the pages show as answers, the service answers."""
    visit.log_in("root", "ada")
    answers = (
        visit.ask("ada", "GET /users"),
        visit.ask("root", "POST /roles", {"name": "user"}),
    )
    shown = [
        block
        for page in visit.names.pages
        for block in page.blocks
        if block.language == "json"
    ]
    visit.followed.extend(shown)
    documents = [json.loads(block.text) for block in shown]

    assert {one["error_code"]: one for one in documents} == {
        answer.json["error_code"]: answer.json for answer in answers
    }


def _deploy(visit: _Visit) -> None:
    """With a new key, and the old one kept: who has logged in stays so."""
    walk = visit.walk
    walk.stop()
    if visit.has_passwords:
        new = visit.follow("Keys", "docs/configuration.md").strip()
        walk.set(PREVIOUS_SECRET_KEYS=_key(walk.folder), SECRET_KEY=new)
    checked = visit.follow("Deployment")

    assert "database    ok" in checked
    assert visit.ask("ada").status == 200


def _key(project: Path) -> str:
    text = (project / ".env").read_text("utf-8")
    (key,) = re.findall(r"^SECRET_KEY=(\S+)$", text, re.MULTILINE)
    return str(key)


def _go_back_to_a_backup(visit: _Visit) -> None:
    """What has happened since then has not."""
    walk = visit.walk
    backup, restore = visit.blocks("Backup and restore")
    account = visit.ask("ada").json["id"]
    walk.follow(backup)
    assert visit.ask("ada", f"DELETE /users/{account}").status == 200
    walk.stop()
    walk.follow(restore)
    if visit.has_passwords:
        visit.execute("Backup and restore", "DELETE FROM login_sessions;")
        visit.follow("Sending email from a separate process")
        assert visit.ask("root").status == 401
    else:
        walk.start(".venv/bin/my-service serve")

    visit.log_in("root", "ada")
    assert visit.ask("ada").json["id"] == account


def _send_email_from_a_separate_process(visit: _Visit) -> None:
    """It runs since the restart; then it is as if there had been no mail server."""
    served = visit.walk.served
    assert visit.ask("root", "POST /admin/users", {"email": _BOB}).status == 201
    assert served.token(_BOB, 1) != "no mail"

    owner.execute(visit.walk.folder, "UPDATE outbox SET sent_at = NULL, attempts = 14")
    visit.follow("Monitoring")
    assert served.token(_BOB, 2) != "no mail"


def _decide_on_deferred_calls(visit: _Visit) -> None:
    """Three have failed too often, and have those ids which the page takes."""
    for number in (7, 8, 9):
        owner.execute(visit.walk.folder, _GIVEN_UP.format(number))
    printed = visit.follow("Deferred calls")
    assert "Queued 2 calls again." in printed
    assert "Removed 1 call." in printed


def _end_sessions(visit: _Visit) -> None:
    heading = "Ending sessions"
    visit.run(heading, "end-sessions", "ada@example.com")
    assert [visit.ask(name).status for name in ("root", "ada")] == [200, 401]

    visit.execute(heading, "DELETE FROM login_sessions;")
    assert visit.ask("root").status == 401
    visit.log_in("root", "ada")


def _explain_a_token(visit: _Visit) -> None:
    token = visit.walk.folder / "token.txt"
    token.write_text(visit.issuer.sign("ada"), encoding="utf-8")
    assert "ada" in visit.follow("Why a token is refused", "docs/accounts.md")


def _regain_an_administrator(visit: _Visit) -> None:
    """Out of an account that is deactivated and an ordinary user's."""
    account = visit.ask("ada").json["id"]
    locked = visit.ask("root", f"PATCH /admin/users/{account}", {"is_active": False})
    assert locked.status == 200
    name = "ada@example.com" if visit.has_passwords else str(account)
    visit.run("When no administrator is left", "regain-admin", name)

    visit.log_in("ada")
    assert "admin" in visit.ask("ada").json["roles"]
