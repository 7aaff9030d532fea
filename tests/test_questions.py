"""The questions: each has help and a default, and none needs `--trust`."""

import keyword
import re
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.version import Version

from tests import interpreters, taken
from tests.copier_command import copier_copy
from tests.findings import assert_none
from tests.locks import FLOORS
from tests.processes import Finished, run
from tests.questions import ASKED, COMPUTED, QUESTIONS, SETTINGS, TEXTS, is_refused
from tests.rendering import Renderer, package, texts
from tests.repository import commit, git
from tests.variants import CHOICES


@pytest.mark.parametrize("name", ASKED)
def test_every_question_has_help_and_a_default(name: str) -> None:
    assert ASKED[name].get("help"), f"{name} has no help"
    assert ASKED[name].get("default") is not None, f"{name} has no default"


@pytest.mark.parametrize("name", [*TEXTS, *COMPUTED])
def test_every_text_and_every_computed_answer_has_a_validator(name: str) -> None:
    assert QUESTIONS[name].get("validator"), f"{name} takes anything"


def test_there_are_not_too_many_questions() -> None:
    assert len(ASKED) <= 10


def test_the_variants_are_all_that_the_questions_offer() -> None:
    offered = {
        name: tuple(body["choices"].values())
        for name, body in ASKED.items()
        if "choices" in body
    }
    assert {name: CHOICES[name] for name in CHOICES if name in ASKED} == offered


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("copied") / "service"


@pytest.fixture(scope="module")
def copied(template: Path, service: Path) -> Finished:
    """How the command ended, without `--trust` and without an answer."""
    return copier_copy(template, service, {})


def test_a_copy_needs_no_trust(copied: Finished) -> None:
    assert copied.code == 0, copied.end


def test_a_copy_with_defaults_asks_nothing_and_names_the_next_commands(
    copied: Finished,
) -> None:
    assert "🎤" not in copied.output, "Copier asked something"
    for command in ("make setup", "make migrate", "make serve"):
        assert command in copied.output


@pytest.mark.parametrize("larger", [False, True])
def test_the_first_commit_is_made_in_the_repository_that_there_is(
    copied: Finished, service: Path, tmp_path: Path, *, larger: bool
) -> None:
    folder = tmp_path / "repository/services/one"
    shutil.copytree(service, folder)
    other = tmp_path / "repository/other.txt"
    other.write_text("Other\n", encoding="utf-8")
    if larger:
        git(other.parent, "init", "--quiet")
        git(other.parent, "add", "other.txt")
    author = {
        f"GIT_{who}_{what}": "tests@example.com"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    lines = [line.strip() for line in copied.output.splitlines()]
    advised = [line for line in lines if line.startswith("git ")]
    assert advised

    for line in advised:
        done = run(["sh", "-c", line], folder, variables=author)
        assert done.code == 0, done.end

    assert (folder / ".git").exists() is not larger
    assert git(folder, "status", "--porcelain", ".") == ""
    assert git(folder, "log", "--format=%s") == "Start from Gatehouse\n"
    if larger:
        # What else is staged there is somebody else's.
        assert git(other.parent, "status", "--porcelain") == "A  other.txt\n"


@pytest.mark.usefixtures("copied")
def test_what_tests_render_is_what_the_command_copies(
    service: Path, render: Renderer
) -> None:
    ours, theirs = texts(render()), texts(service)

    assert_none(
        path
        for path in ours.keys() | theirs.keys()
        if ours.get(path) != theirs.get(path)
    )


@pytest.mark.parametrize("setting", ["_tasks", "_migrations", "_jinja_extensions"])
def test_nothing_that_needs_trust_is_configured(setting: str) -> None:
    assert setting not in SETTINGS


def test_no_secret_is_asked_for() -> None:
    words = re.compile("secret|password|token|credential|key")

    assert_none(
        name
        for name, body in QUESTIONS.items()
        if "secret" in body or words.search(f"{name} {body.get('help', '')}".lower())
    )


def test_no_copier_with_a_known_hole_is_enough() -> None:
    floor = Version(FLOORS["copier"])

    assert Version(SETTINGS["_min_copier_version"]) >= floor


def test_a_copy_into_a_folder_keeps_what_is_there(
    template: Path, tmp_path: Path
) -> None:
    theirs = {".env": "SECRET_KEY=mine\n", "README.md": "Mine\n"}
    service = tmp_path / "service"
    service.mkdir()
    for name, text in theirs.items():
        (service / name).write_text(text, encoding="utf-8")
    commit(service, "Mine", "--force")

    copier_copy(template, service, {})

    kept = {name: (service / name).read_text("utf-8") for name in theirs}
    assert kept == theirs
    assert git(service, "log", "--format=%s") == "Mine\n"


def test_only_what_was_asked_is_recorded(render: Renderer) -> None:
    file = render() / ".copier-answers.yml"
    recorded = yaml.safe_load(file.read_text(encoding="utf-8"))

    assert recorded.keys() - {"_commit", "_src_path"} == ASKED.keys()


@pytest.mark.parametrize("version", interpreters.found())
def test_a_package_is_never_named_like_a_part_of_python(version: str) -> None:
    python = interpreters.find(version)
    assert python is not None
    names = {*keyword.kwlist, *keyword.softkwlist, *taken.modules(python, "-S")}

    assert "test" in names
    assert_none(name for name in names if not is_refused("package_name", name))
    assert not is_refused("package_name", "my_service")


def test_a_package_is_never_named_like_what_builds_it(render: Renderer) -> None:
    text = (render() / "pyproject.toml").read_text(encoding="utf-8")
    builders = tomllib.loads(text)["build-system"]["requires"]

    assert_none(name for name in builders if not is_refused("package_name", name))


def test_taken_names_are_listed_once_and_in_order() -> None:
    assert taken.words() == sorted(set(taken.words()))


def test_underscores_make_no_other_library_of_a_name() -> None:
    """To an installer, `pytest--cov` is `pytest-cov`."""
    assert is_refused("package_name", "pytest__cov")


@pytest.mark.parametrize("name", ["Test", "FastAPI", "uvicorn", "Argon2-CFFI", "queue"])
def test_a_project_whose_name_is_taken_gets_a_package_with_another(
    name: str, render: Renderer
) -> None:
    folder = package(render(project_name=name))

    assert folder.name == f"{name.lower().replace('-', '_')}_service"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Bürgeramt 4.2 / Öffnungs-Dienst", "burgeramt_4_2_offnungs_dienst"),
        ("Crème Brûlée", "creme_brulee"),
        ("Łódź Straße", "lodz_strasse"),
        ("服务", "my_service"),
        ("2048", "my_service"),
    ],
)
def test_a_package_is_named_after_the_project(
    name: str, expected: str, render: Renderer
) -> None:
    assert package(render(project_name=name)).name == expected
