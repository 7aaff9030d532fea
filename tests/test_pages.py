"""What the pages of a rendered project name is there, in every variant."""

import re
from pathlib import Path

import pytest

from tests.findings import assert_none
from tests.names import Names
from tests.newcomer import NOT_FOLLOWED
from tests.pages import lost_links
from tests.rendering import Renderer
from tests.repository import ROOT
from tests.variants import VARIANTS, Variant
from tests.walk import command

each_variant = pytest.mark.parametrize("variant", VARIANTS, ids=str)

# By the reason why a project does not have what its pages have in backticks.
_NOT_IN_THE_PROJECT = {
    "Copier's and git's": (
        "--defaults",
        "--trust",
        "-r :current:",
        "<<<<<<<",
        ">>>>>>>",
        "git diff HEAD .env.example",
        "pipx install copier",
    ),
    "Docker's and Podman's; `tests/system/test_container.py` uses them": (
        "--build-arg PYTHON_IMAGE=...",
        "--cpus",
        "--env FORWARDED_ALLOW_IPS=172.17.0.1",
        "--no-healthcheck",
        "docker rm",
        "docker stop",
        "podman build --format docker",
    ),
    "what make and the shell say": (":?", "missing separator"),
    "nginx's and PgBouncer's; `tests/system/` uses them": (
        "client_max_body_size",
        "location /",
    ),
    "HTTP's, OAuth's and JavaScript's": (
        "User-Agent",
        'fetch(url, {credentials: "include"})',
        '{"is_active": false}',
    ),
    "SQL, in no particular place": (
        "FULL",
        "ROLLBACK",
        "insert ... on conflict do nothing",
        "insert ... on conflict do nothing returning",
        "insert ... on conflict do update",
        "update ... returning",
    ),
    "run in `tests/newcomer.py`": ("DELETE FROM login_sessions;",),
    "uvicorn reads it": ("FORWARDED_ALLOW_IPS",),
    "options of uvicorn that keep their defaults": (
        "access_log",
        "backlog",
        "date_header",
        "forwarded_allow_ips",
        "h11_max_incomplete_event_size",
        "http2",
        "limit_concurrency",
        "limit_max_requests",
        "proxy_headers",
        "reset_contextvars",
        "ssl_keyfile",
        "uds",
    ),
    "OpenTelemetry reads it": (
        "OTEL_TRACES_SAMPLER=traceidratio",
        "OTEL_TRACES_SAMPLER_ARG=0.1",
        "url.query",
    ),
    "an example": (
        "/users/{user_id}/notes",
        "ITEMS_DESCRIPTION",
        "postgresql://user:@/name?host=/folder",
        "postgresql://user:password@host/name",
        "relationship()",
        "require_self_or(NotePermission.NOTES_READ)",
        "select(Note).options(selectinload(Note.tags))",
        "server_default",
        "staff=moderator,boss=admin",
        "tell_warehouse.function",
    ),
    "made of what the project has": (
        "#token=...",
        "..._config.py",
        "/app/health/live",
        "?options=...",
        "__Host-session+app",
        "https://example.com/app/admin",
        "https://example.com/app/docs/oauth2-redirect",
        "/change-email",
        "/invite",
        "2 x DATABASE_POOL_SIZE",
        "http://127.0.0.1:8000/admin",
        "http://127.0.0.1:8000/docs",
        "purge failed",
    ),
    "a pattern of paths that the template leaves to users": (
        "*.local.*",
        "compose.override.*",
    ),
    "what users make, or change to; `tests/test_flips.py` does": (
        ".local/rows.pickle",
        ".venv/bin/python .local/rows.py load",
        ".venv/bin/python .local/rows.py save",
        "jwt",
        "make db",
        "oidc",
    ),
    "in the `Dockerfile` of the other database": ("/data",),
    "what people look for, and do not find": ("Depends(get_db)",),
}
_EXCEPTED = {code for codes in _NOT_IN_THE_PROJECT.values() for code in codes}


def _unknown(project: Path) -> set[tuple[str, str]]:
    """Each code in backticks that is not in the project, and the page."""
    names = Names(project)
    return {
        (page.path, code)
        for page in names.pages
        for code in page.code
        if not names.knows(code)
    }


@each_variant
def test_every_link_leads_somewhere(render: Renderer, variant: Variant) -> None:
    names = Names(render.variant(variant))

    assert len(names.pages) > 8
    assert_none(lost_links(names.pages, names.paths))


@each_variant
def test_what_stands_in_backticks_exists(render: Renderer, variant: Variant) -> None:
    assert_none(
        f"{path}: `{code}`"
        for path, code in sorted(_unknown(render.variant(variant)))
        if code not in _EXCEPTED
    )


def test_each_exception_is_needed(render: Renderer) -> None:
    needed = {
        code for variant in VARIANTS for _, code in _unknown(render.variant(variant))
    }
    assert_none(sorted(_EXCEPTED - needed))


@each_variant
def test_what_is_to_be_run_exists(render: Renderer, variant: Variant) -> None:
    names = Names(render.variant(variant))

    assert_none(
        f"{page.path}: {line}"
        for page in names.pages
        for block in page.blocks
        if block.language == "sh"
        for line in block.text.splitlines()
        if not names.runs(line)
    )


def test_what_a_newcomer_leaves_out_is_there_and_so_is_who_does_it(
    render: Renderer,
) -> None:
    there = {
        one
        for variant in VARIANTS
        for page in Names(render.variant(variant)).pages
        for block in page.blocks
        for one in (page.path, *map(command, block.text.splitlines()))
    }
    files = re.findall(r"`([^`]+\.(?:py|jinja))`", " ".join(NOT_FOLLOWED))

    assert files
    assert_none(one for group in NOT_FOLLOWED.values() for one in {*group} - there)
    assert_none(file for file in files if not (ROOT / file).is_file())
