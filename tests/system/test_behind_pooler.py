"""A service behind PgBouncer in transaction mode, which has few connections."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.processes import run
from tests.suites import Installed
from tests.system.daemons import pgbouncer
from tests.system.service import Service, free_port, running

pytestmark = pytest.mark.system

_ROOT = {"email": "root@pooler.example.com", "password": "Vexing7quilt"}
# Of the project's own tests, those that ask the database most.
_TESTS = (
    "tests/api/test_admin.py",
    "tests/api/test_auth.py",
    "tests/api/test_health.py",
    "tests/api/test_login.py",
    "tests/api/test_me.py",
    "tests/api/test_registration.py",
    "tests/api/test_roles.py",
    "tests/api/test_sessions.py",
    "tests/api/test_users.py",
    "tests/api/test_writes.py",
    "tests/services/test_batches.py",
    "tests/services/test_deferred.py",
    "tests/services/test_outbox_service.py",
    "tests/test_locks.py",
    "tests/test_migrations.py",
    "tests/test_dialect.py::test_a_reader_cannot_write",
    "tests/test_dialect.py::test_a_reader_does_not_wait_for_a_writer",
    "tests/test_dialect.py::test_a_server_that_was_restarted_goes_unnoticed",
)
# Run by the project's own Python: what is left on the connections of the pooler.
_SHOW = """
import psycopg, sys
with psycopg.connect(sys.argv[1], autocommit=True) as connection:
    for query in sys.argv[2:]:
        print(connection.execute(query).fetchone()[0])
"""
# Holds a lock until its standard input ends.
_LOCK = """
import psycopg, sys
with psycopg.connect(sys.argv[1]) as connection:
    connection.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE")
    print("locked", flush=True)
    sys.stdin.read()
"""
_COUNT_CONNECTIONS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid()"
)
_LEFT_BEHIND = (
    "SHOW lock_timeout",
    "SHOW statement_timeout",
    "SHOW default_transaction_read_only",
    "SELECT count(*) FROM pg_prepared_statements",
)
_NOWHERE = "postgresql://nobody:@127.0.0.1:1/nowhere"


@dataclass(frozen=True)
class Pooled:
    """A project whose database is behind a pooler, and migrated past it."""

    project: Installed
    direct: str
    """The URL of PostgreSQL itself."""
    host: str
    user: str

    def url(self, port: int) -> str:
        """The URL of the same database behind the pooler with this port."""
        name = urlsplit(self.direct).path
        return f"postgresql://{self.user}:@127.0.0.1:{port}{name}"

    def settings(self, port: int) -> dict[str, str]:
        return {
            "DATABASE_URL": self.url(port),
            "DATABASE_POOLER": "transaction",
            "DATABASE_MIGRATION_URL": self.direct,
            "DATABASE_TIMEOUT": "2",
        }

    def ask(self, url: str, *queries: str) -> list[str]:
        """The first value that each query finds, over one connection."""
        command = [".venv/bin/python", "-c", _SHOW, url, *queries]
        finished = run(command, self.project.folder)
        assert finished.code == 0, finished.output
        return finished.output.split()

    def call_command(self, *words: str, **settings: str) -> tuple[int, str]:
        command = [".venv/bin/my-service", *words]
        finished = run(command, self.project.folder, 60, settings)
        return finished.code, finished.output


@pytest.fixture(
    scope="module", params=["postgresql-async-jwt", "postgresql-sync-session"]
)
def pooled(
    request: pytest.FixtureRequest, installed: Callable[[str], Installed]
) -> Iterator[Pooled]:
    project = installed(request.param)
    with project.database():
        text = (project.folder / ".env").read_text("utf-8")
        (direct,) = re.findall(r"^DATABASE_URL=(.+)$", text, re.MULTILINE)
        given = urlsplit(direct)
        (folder,) = parse_qs(given.query)["host"]
        yield Pooled(project, direct, folder, given.username or "")


@pytest.fixture(scope="module")
def port(pooled: Pooled) -> Iterator[int]:
    """Of a pooler with three connections for each database."""
    with pgbouncer(pooled.host, pooled.user, "default_pool_size = 3") as port:
        yield port


@pytest.fixture(scope="module")
def service(pooled: Pooled, port: int) -> Iterator[Service]:
    settings = pooled.settings(port)
    pooled.project.run("make migrate", settings)
    create = f".venv/bin/my-service create-admin --email {_ROOT['email']}"
    password = {"ADMIN_PASSWORD": _ROOT["password"]}
    pooled.project.run(create, settings | password)
    # All of them come from one address.
    limits = {"THROTTLE_LOGIN_SOURCE": "9999/1", "THROTTLE_REGISTRATION": "9999/1"}
    with running(pooled.project, settings | limits) as service:
        yield service


def test_migrations_take_the_direct_url(pooled: Pooled) -> None:
    code, output = pooled.call_command(
        "migrate",
        DATABASE_URL=_NOWHERE,
        DATABASE_POOLER="transaction",
        DATABASE_MIGRATION_URL=pooled.direct,
    )

    assert code == 0, output
    assert "The database is at revision" in output


def test_migrations_may_go_through_the_pooler_too(pooled: Pooled, port: int) -> None:
    changes = {"DATABASE_MIGRATION_URL": ""}
    code, output = pooled.call_command("migrate", **pooled.settings(port) | changes)

    assert code == 0, output


def test_many_clients_share_few_connections(
    pooled: Pooled, port: int, service: Service
) -> None:
    with ThreadPoolExecutor(30) as pool:
        statuses = list(pool.map(partial(_register_and_work, service), range(30)))

    assert statuses == [[201, 200, 200, 200, 200, 403]] * 30
    (servers,) = pooled.ask(pooled.direct, _COUNT_CONNECTIONS)
    assert 1 <= int(servers) <= 3
    # The service has left nothing on them for whoever comes next.
    left = pooled.ask(pooled.url(port), *_LEFT_BEHIND)
    assert left == ["0", "0", "off", "0"]


def test_roles_are_changed_and_take_effect_at_once(service: Service) -> None:
    root = _log_in(service, _ROOT)
    member = {"email": "promoted@pooler.example.com", "password": "Vexing7quilt"}
    status, created = _ask(service, "POST", "/users", member)
    assert status == 201
    mine = _log_in(service, member)
    before, _ = _ask(service, "GET", "/roles", None, mine)
    roles = {"roles": ["moderator", "admin"]}
    changed, _ = _ask(service, "PUT", f"/users/{created['id']}/roles", roles, root)
    after, _ = _ask(service, "GET", "/roles", None, mine)

    assert (before, changed, after) == (403, 200, 200)


def test_time_limits_hold(pooled: Pooled, service: Service) -> None:
    root = _log_in(service, _ROOT)
    with _locked_users(pooled):
        read = _ask(service, "GET", "/users", None, root)
        written = _ask(service, "PATCH", "/users/me", {"name": "Late"}, root)
    again, _ = _ask(service, "PATCH", "/users/me", {"name": "In time"}, root)

    for status, problem in (read, written):
        assert (status, problem["error_code"]) == (503, "DATABASE_UNAVAILABLE")
    assert again == 200


def test_a_pooler_that_was_restarted_is_used_again(pooled: Pooled) -> None:
    port = free_port()
    with ExitStack() as stack:
        with pgbouncer(pooled.host, pooled.user, port=port):
            pooled.project.run("make migrate", pooled.settings(port))
            serving = running(pooled.project, pooled.settings(port))
            service = stack.enter_context(serving)
        away = [service.probe("/health/live"), service.probe("/health/ready")]
        with pgbouncer(pooled.host, pooled.user, port=port):
            back = service.probe("/health/ready")

    assert (away, back) == ([200, 503], 200)


def test_a_pooler_that_refuses_startup_options_is_told(
    pooled: Pooled, port: int
) -> None:
    settings = pooled.settings(port) | {"DATABASE_POOLER": ""}
    code, output = pooled.call_command("purge", **settings)

    assert code == 1
    assert "unsupported startup parameter: options" in output


def test_a_pooler_that_drops_startup_options_is_noticed(pooled: Pooled) -> None:
    """Without that, statements would have no limits, and readers could write."""
    dropping = "ignore_startup_parameters = options"
    with pgbouncer(pooled.host, pooled.user, dropping) as port:
        settings = pooled.settings(port) | {"DATABASE_POOLER": ""}
        code, output = pooled.call_command("purge", **settings)
        as_told = pooled.call_command("purge", **pooled.settings(port))

    assert code == 1
    assert "does not apply lock_timeout, statement_timeout" in output
    assert "DATABASE_POOLER=transaction" in output
    assert as_told[0] == 0


def test_the_tests_of_the_project_pass(pooled: Pooled, tmp_path: Path) -> None:
    with (
        pgbouncer(pooled.host, pooled.user, "default_pool_size = 30") as port,
        _told_of_a_pooler(pooled.project),
    ):
        database = urlsplit(pooled.url(port))._replace(path="/test").geturl()
        pooled.project.run(
            f".venv/bin/pytest -n 2 --no-cov -q {' '.join(_TESTS)}",
            # Pytest closes the folder of its temporary ones; PostgreSQL is in ours.
            {"TEST_DATABASE_URL": database, "PYTEST_DEBUG_TEMPROOT": str(tmp_path)},
        )


@contextmanager
def _told_of_a_pooler(project: Installed) -> Iterator[None]:
    """Let the project's own tests run with the setting, which they clear otherwise."""
    file = project.folder / "tests/support/environment.py"
    plain = file.read_text("utf-8")
    first, told = '    "DATABASE_TIMEOUT": ', '    "DATABASE_POOLER": "transaction",\n'
    assert plain.count(first) == 1
    told = plain.replace(first, told + first)
    file.write_text(told, encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(plain, encoding="utf-8")


@contextmanager
def _locked_users(pooled: Pooled) -> Iterator[None]:
    """Hold a lock in the way of every statement about users."""
    with subprocess.Popen(
        [".venv/bin/python", "-c", _LOCK, pooled.direct],
        cwd=pooled.project.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdin
        assert holder.stdout
        assert holder.stdout.readline() == "locked\n"
        yield
        # The end of its input ends it, and with it the lock.


def _register_and_work(service: Service, number: int) -> list[int]:
    """What a new user gets to see of the API, as statuses."""
    member = {"email": f"member-{number}@pooler.example.com"}
    member["password"] = "Vexing7quilt"
    registered, _ = _ask(service, "POST", "/users", member)
    mine = _log_in(service, member)
    asked = [
        ("GET", "/users/me", None),
        ("PATCH", "/users/me", {"name": f"Member {number}"}),
        ("GET", "/auth/sessions", None),
        ("GET", "/users/me", None),
        ("GET", "/users", None),
    ]
    return [registered, *(_ask(service, *request, mine)[0] for request in asked)]


def _log_in(service: Service, person: dict[str, str]) -> dict[str, str]:
    """Log in, and say how to be known."""
    status, login, cookie = _exchange(service, "POST", "/auth/login", person)
    assert status == 200, login
    if cookie:
        return {"Cookie": cookie.partition(";")[0]}
    return {"Authorization": f"Bearer {login['access_token']}"}


def _ask(
    service: Service,
    method: str,
    path: str,
    body: object = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[int, Any]:
    return _exchange(service, method, path, body, headers)[:2]


def _exchange(
    service: Service,
    method: str,
    path: str,
    body: object = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[int, Any, str | None]:
    """The status, the JSON and the cookie that come back, as to a page of its own."""
    sent = {"Content-Type": "application/json", "Origin": service.url}
    connection = HTTPConnection("127.0.0.1", service.port, timeout=60)
    with closing(connection) as opened:
        place = f"/api/v1{path}"
        opened.request(method, place, json.dumps(body), {**sent, **(headers or {})})
        answer = opened.getresponse()
        return answer.status, json.load(answer), answer.headers["Set-Cookie"]
