"""Changing an answer keeps all rows, and people can still log in."""

import pickle
import re
from pathlib import Path
from typing import Any

import pytest

from tests import interpreters, owner, people
from tests.findings import assert_none
from tests.identity import issuer
from tests.leftovers import WORDS
from tests.locks import LOCKS
from tests.pages import pages
from tests.questions import STARTS
from tests.rendering import Renderer, texts
from tests.repository import commit, git, tracked
from tests.suites import Installed, Suite
from tests.variants import VARIANTS, Variant

pytestmark = pytest.mark.slow

# Each step changes both the mode and the backend. One database goes around this way,
# the other one back, so that between them every change of a backend is made.
_ROUND = [
    "async-jwt",
    "sync-oidc",
    "async-session",
    "sync-jwt",
    "async-oidc",
    "sync-session",
    "async-jwt",
]
# On the way, and with what the others left behind.
_TESTED = {"sqlite-async-session", "postgresql-async-oidc"}
_PAGE = "docs/updating.md"
_IDENTITY = ("1", "https://id.example.com", "ada")


@pytest.mark.parametrize(
    ("database", "other", "stops"),
    [
        pytest.param("sqlite", "postgresql", _ROUND, id="sqlite"),
        pytest.param("postgresql", "sqlite", _ROUND[::-1], id="postgresql"),
    ],
)
def test_users_outlive_a_round_of_all_answers_and_a_change_of_the_database(
    render: Renderer, workshop: Path, database: str, other: str, stops: list[str]
) -> None:
    """One test, since it is one service; a failure names the variant it became."""
    start, *others = [_variant(f"{database}-{stop}") for stop in stops]
    folder = render.own(workshop / "service", **start.answers)
    service = Installed(Suite(start, interpreters.OWN), folder)
    service.setup()
    commit(folder, "The lock file")
    first = git(folder, "rev-parse", "HEAD").strip()
    with issuer(workshop / "issuer") as url:
        keys = workshop / "issuer" / "keys"
        owner.append(folder / ".env", f"OIDC_ISSUER={url}\n")
        owner.append(folder / ".env", f"OIDC_AUDIENCE={people.AUDIENCE}\n")
        with service.database():
            _open_accounts(service, url)
            known = people.ask(service, start, keys)
            assert known["root"]["roles"] == ["admin"]
            for variant in others:
                rows = owner.rows(folder)
                _flip(service, variant, render.variant(variant))
                service.run(".venv/bin/alembic check")
                assert owner.rows(folder) == rows
                known |= _recognised(people.ask(service, variant, keys), known)
                if str(variant) in _TESTED:
                    service.run("make test")
            changed = git(folder, "diff", "--name-only", first).splitlines()
            assert set(changed) <= set(LOCKS)
            saved = _save(service)
        moved = _variant(f"{other}-{stops[-1]}")
        _flip(service, moved, render.variant(moved))
        _name_database(folder)
        with service.database():
            service.run("make migrate")
            service.run(".venv/bin/python .local/rows.py load")
            assert _save(service) == saved
            _recognised(people.ask(service, moved, keys), known)


def _variant(name: str) -> Variant:
    (variant,) = (variant for variant in VARIANTS if str(variant) == name)
    return variant


def _open_accounts(service: Installed, issuer: str) -> None:
    """Open an administrator's account, and give it an identity as the page says."""
    service.run("make migrate")
    service.run(
        f"ADMIN_PASSWORD={people.PASSWORD} .venv/bin/my-service create-admin"
        f" --email {people.ROOT}"
    )
    (statement,) = _blocks(service.folder, "sql")
    for shown, given in zip(_IDENTITY, ("1", issuer, "root"), strict=True):
        assert shown in statement
        statement = statement.replace(shown, given)
    owner.execute(service.folder, statement)


def _blocks(project: Path, language: str) -> list[str]:
    (page,) = pages(project, [_PAGE])
    return [block.text for block in page.blocks if block.language == language]


def _flip(service: Installed, variant: Variant, fresh: Path) -> None:
    """Change the answers to those of a variant, which leaves nothing of the others."""
    service.suite = Suite(variant, interpreters.OWN)
    answers = [f"-d{name}={choice}" for name, choice in variant.answers.items()]
    finished = owner.update(service.folder, "-r", ":current:", *answers)
    assert finished.code == 0, finished.end
    assert_none(_differences(service.folder, fresh))
    service.run("make setup")
    commit(service.folder, f"Become {variant}")
    assert_none(_foreign_libraries(service, variant))


def _recognised(seen: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """What the service says, once whoever was known is found to be the same."""
    for who in seen.keys() & known.keys():
        assert seen[who] == known[who]
    return seen


def _differences(project: Path, fresh: Path) -> list[str]:
    """Files that are not those of a fresh project, but for what is the owner's."""
    ours = {path: (project / path).read_text("utf-8") for path in tracked(project)}
    theirs = texts(fresh)
    paths = ours.keys() | theirs.keys()
    changed = {path for path in paths if ours.get(path) != theirs.get(path)}
    return sorted(changed - STARTS - {*LOCKS})


def _foreign_libraries(service: Installed, variant: Variant) -> list[str]:
    """Those that are locked, or installed, and belong to another variant."""
    service.run(".venv/bin/uv pip freeze --python .venv/bin/python > .venv/installed")
    lists = {
        name: (service.folder / name).read_text(encoding="utf-8")
        for name in (*LOCKS, ".venv/installed")
    }
    return [
        line
        for word in WORDS
        if not word.belongs_to(variant)
        for line in word.lines(lists)
    ]


def _save(service: Installed) -> dict[str, list[dict[str, Any]]]:
    """All rows as the script of the page saves them, in an order of ours."""
    file = service.folder / ".local/rows.py"
    file.parent.mkdir(exist_ok=True)
    (script,) = _blocks(service.folder, "python")
    file.write_text(script, encoding="utf-8")
    service.run(".venv/bin/python .local/rows.py save")
    rows = pickle.loads(file.with_suffix(".pickle").read_bytes())  # noqa: S301
    return {table: sorted(stored, key=repr) for table, stored in rows.items()}


def _name_database(project: Path) -> None:
    """Give `.env` the line that `.env.example` has for the database."""
    line = re.compile(r"^DATABASE_URL=.*$", re.MULTILINE)
    (example,) = line.findall((project / ".env.example").read_text(encoding="utf-8"))
    file = project / ".env"
    text = file.read_text(encoding="utf-8")
    file.write_text(line.sub(example, text), encoding="utf-8")
