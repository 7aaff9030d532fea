"""What the pages of a rendered project list is all that there is, and as it is."""

import re
import runpy
import tomllib

import pytest

from tests import sources
from tests.contract.comparison import committed
from tests.names import Names
from tests.pages import in_backticks
from tests.questions import STARTS
from tests.rendering import Renderer, package
from tests.variants import VARIANTS, Variant

_LINES = re.MULTILINE
_WITH_PROVIDER = [one for one in VARIANTS if one.chose("auth_backend", "oidc")]
_WITH_EMAIL = [one for one in VARIANTS if not one.chose("auth_backend", "oidc")]

each_variant = pytest.mark.parametrize("variant", VARIANTS, ids=str)


@each_variant
def test_the_settings_are_listed_with_their_defaults(
    render: Renderer, variant: Variant
) -> None:
    names = Names(render.variant(variant))
    listed = {
        in_backticks(name)[0]: default
        for name, default, *_ in names.page("docs/configuration.md").rows("name | def")
    }

    assert listed.keys() == names.settings.keys()
    # What is required has no default; the example may have a value all the same.
    assert {
        name: "".join(in_backticks(default)[:1])
        for name, default in listed.items()
        if "required" not in default
    } == {
        name: default
        for name, default in names.settings.items()
        if "required" not in listed[name]
    }


@each_variant
def test_the_errors_are_listed_with_their_statuses(
    render: Renderer, variant: Variant
) -> None:
    project = render.variant(variant)
    page = Names(project).page("docs/errors.md")
    listed = {
        code: int(status)
        for status, codes, *_ in page.rows("status")
        for code in in_backticks(codes)
    }
    (elsewhere,) = re.findall(r"^.+ belong to base classes.*$", page.prose, _LINES)
    declared = sources.errors(package(project))
    transcript = committed(dict(variant.choices)["auth_backend"]).values()
    answered = re.findall(r"\b(\d+) problem (\w+)", "\n".join(transcript))

    assert declared.keys() - listed.keys() == set(in_backticks(elsewhere))
    assert listed == listed | {
        code: declared[code] for code in declared & listed.keys()
    }
    assert listed == listed | {code: int(status) for status, code in answered}


@each_variant
def test_the_commands_are_listed_with_the_options_of_serving(
    render: Renderer, variant: Variant
) -> None:
    names = Names(render.variant(variant))
    listed = {
        in_backticks(line)[0].split()[1]: set(in_backticks(purpose))
        for line, purpose in names.page("docs/operations.md").rows("command")
    }
    production = names.page("README.md").section("Run it in production").prose
    named = in_backticks(production.partition(". ")[0])

    assert listed.keys() == names.commands.keys()
    assert listed["serve"] == names.commands["serve"] - {"--help"}
    assert set(named[1:]) == names.commands.keys()


@each_variant
def test_the_defaults_of_the_server_are_listed(
    render: Renderer, variant: Variant
) -> None:
    project = render.variant(variant)
    rows = Names(project).page("docs/deployment.md").rows("option of uvicorn")
    listed = {
        option: value.strip("`")
        for options, value, _ in rows
        for option in in_backticks(options)
    }
    server = (package(project) / "cli/start.py").read_text("utf-8")
    passed = dict(re.findall(r'^    "(\w+)": "?(\w+)"?,$', server, _LINES))
    said = {"False": "off", "None": "replaced"}

    assert len(passed) > 6
    assert listed == listed | {
        option: said.get(value, value) for option, value in passed.items()
    }
    command = (package(project) / "cli/server.py").read_text("utf-8")
    assert f"] = {listed['timeout_keep_alive']},\n" in command


@each_variant
def test_the_permissions_are_listed(render: Renderer, variant: Variant) -> None:
    project = render.variant(variant)
    rows = Names(project).page("docs/accounts.md").rows("permission")
    file = package(project) / "core/permissions.py"

    listed = {in_backticks(name)[0] for name, _ in rows}
    assert listed == set(sources.members(file, "Permission").values())


@pytest.mark.parametrize("variant", _WITH_EMAIL, ids=str)
def test_the_emails_are_listed_with_their_links(
    render: Renderer, variant: Variant
) -> None:
    project = render.variant(variant)
    listed = {
        in_backticks(kind)[0]: in_backticks(f"{link} {lifetime}")
        for kind, _, link, lifetime in Names(project)
        .page("docs/accounts.md")
        .rows("email | sent")
    }
    folder = package(project)
    emails = folder / "services/email_service.py"
    tokens = folder / "core/mail_tokens.py"
    purposes = sources.members(tokens, "Purpose")
    lifetimes = dict(
        re.findall(r"Purpose\.(\w+): .*accounts\.(\w+)", tokens.read_text("utf-8"))
    )
    links = dict(
        re.findall(r"MailKind\.(\w+): Purpose\.(\w+)", emails.read_text("utf-8"))
    )

    assert listed == {
        kind: [f"/{purposes[links[name]]}", lifetimes[links[name]].upper()]
        if name in links
        else []
        for name, kind in sources.members(emails, "MailKind").items()
    }
    assert listed.keys() == {text.stem for text in (folder / "mails").glob("*.txt")}


@pytest.mark.parametrize("variant", _WITH_PROVIDER, ids=str)
def test_the_providers_are_listed_with_the_settings_that_are_tested(
    render: Renderer, variant: Variant
) -> None:
    project = render.variant(variant)
    rows = {
        name: [set(in_backticks(cell)) for cell in cells]
        for name, *cells in Names(project).page("docs/accounts.md").rows("provider | s")
    }
    tested = runpy.run_path(str(project / "tests/support/providers.py"))["PROVIDERS"]

    # All tokens of this one are refused.
    assert rows.keys() == {one.name for one in tested} | {"Google"}
    for one in tested:
        settings, claims, *_ = rows[one.name]
        needed = {
            f"OIDC_{name.upper()}={one.settings[name]}"
            for name in ("token_type", "required_claims", "audience_claim")
            if name in one.settings
        }
        assert settings >= needed
        assert one.settings["roles_claim"] in claims


@each_variant
def test_the_layers_are_listed_in_their_order(
    render: Renderer, variant: Variant
) -> None:
    project = render.variant(variant)
    settings = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    page = Names(project).page("docs/architecture.md")
    listed = [in_backticks(row[0]) for row in page.rows("layer | purpose | never")]

    assert listed == [layer.split(" | ") for layer in contract["layers"]]


@each_variant
def test_the_middleware_is_listed_from_the_outside(
    render: Renderer, variant: Variant
) -> None:
    project = render.variant(variant)
    middleware = (package(project) / "api/middleware.py").read_text("utf-8")
    added = re.findall(r"add_middleware\(\s*(\w+)", middleware)
    section = Names(project).page("docs/architecture.md").section("Middleware")

    # What is added last sees a request first.
    assert [in_backticks(name)[0] for name, _ in section.rows("layer")] == added[::-1]


@each_variant
def test_what_no_update_touches_is_listed(render: Renderer, variant: Variant) -> None:
    rows = Names(render.variant(variant)).page("docs/updating.md").rows("kind")

    files = {kind.strip("*"): in_backticks(files) for kind, files, _ in rows}
    assert set(files["a starting point"]) == STARTS
