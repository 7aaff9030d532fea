"""The image of a project: what is in it, and that it serves as a container should."""

import json
import mmap
import re
import shlex
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.calls import call
from tests.locks import pins
from tests.pages import pages
from tests.suites import Installed
from tests.system.containers import Engine

pytestmark = pytest.mark.system

_ADMIN = {"email": "admin@example.com", "password": "Vexing7quilt"}
_SECONDS_TO_START = 30
# As the documentation says, and what it leaves out of Podman's own generosity.
_CONFINED = (
    "--read-only",
    "--read-only-tmpfs=false",
    "--cap-drop=ALL",
    "--security-opt=no-new-privileges",
)
# Where root lacks a capability, Podman cannot raise its own limits.
_LIMITS = ("--ulimit=nofile=1024:1024", "--ulimit=nproc=4096:4096")
_with_sqlite = pytest.mark.parametrize("image", ["sqlite-async-jwt"], indirect=True)
_LIST_LIBRARIES = (
    "from importlib.metadata import distributions as found;"
    "print(*(one.name for one in found()))"
)
# 40 MB in a random order, which SQLite does not sort in memory.
_SORT = """
import sqlite3
connection = sqlite3.connect("/data/sorted.db")
connection.execute(
    "CREATE TABLE sorted AS WITH RECURSIVE numbers(number) AS (SELECT 1 UNION ALL"
    " SELECT number + 1 FROM numbers LIMIT 200000)"
    " SELECT hex(randomblob(100)) AS text FROM numbers"
)
connection.execute("CREATE INDEX by_text ON sorted (text)")
"""


@dataclass(frozen=True)
class Image:
    """The image of a variant, and how its containers are run."""

    engine: Engine
    project: Path
    name: str
    settings: tuple[str, ...]
    built: str

    def run(self, *arguments: str, **variables: str) -> str:
        """Run a container to its end, or `--detach` it."""
        command = ("run", *_LIMITS, *_CONFINED, *self.settings)
        return self.engine(*command, *arguments, **variables)

    def run_python(self, *arguments: str) -> str:
        return self.run("--rm", "--entrypoint=python", self.name, *arguments)

    def rebuild(self) -> str:
        """Build it again; what was printed."""
        return self.engine.build(self.project, self.name)


@pytest.fixture(scope="module", params=["sqlite-async-jwt", "postgresql-sync-session"])
def image(
    request: pytest.FixtureRequest,
    engine: Engine,
    installed: Callable[[str], Installed],
) -> Iterator[Image]:
    variant = request.param
    project = installed(variant)
    with project.database(), _open_to_others(project):
        yield Image(
            engine,
            project.folder,
            f"localhost/{variant}",
            (f"--env-file={project.folder / '.env'}", *_database(project, variant)),
            engine.build(project.folder, f"localhost/{variant}"),
        )


@contextmanager
def _open_to_others(project: Installed) -> Iterator[None]:
    """The server of `make db` listens on a socket, for its own user only."""
    folder = project.folder / ".local/postgres"
    if not project.suite.variant.chose("database", "postgresql"):
        yield
        return
    folder.chmod(0o711)
    try:
        yield
    finally:
        # With another mode, the server would not start again.
        folder.chmod(0o700)


def _database(project: Installed, name: str) -> Iterator[str]:
    if project.suite.variant.chose("database", "sqlite"):
        yield "--env=DATABASE_URL=sqlite:////data/my_service.db"
        yield f"--volume={name}:/data"
    else:
        socket = project.folder / ".local/postgres"
        yield f"--volume={socket}:{socket}"


def test_an_image_migrates_makes_an_administrator_and_serves(image: Image) -> None:
    """They are one test, since each needs what the one before has left behind."""
    migrated = image.run("--rm", image.name, "migrate")
    made = image.run(
        "--rm",
        "--env=ADMIN_PASSWORD",
        image.name,
        "create-admin",
        "--email",
        _ADMIN["email"],
        ADMIN_PASSWORD=_ADMIN["password"],
    )
    assert "The database is at revision" in migrated
    assert "admin@example.com is now an administrator." in made

    with _serving(image) as (container, port):
        assert call(f"localhost:{port}", "POST", "/auth/login", _ADMIN)[0] == 200
        assert _inspect(image, container)["State"]["Health"]["Status"] == "healthy"

        python = ("exec", container, "python", "-c")
        assert image.engine(*python, "import os; print(os.getuid())").strip() == "10001"
        for place in ("/app/src/x", "/tmp/x", "/x"):  # noqa: S108
            finished = image.engine.attempt(*python, f"open('{place}', 'w')")
            assert "Read-only file system" in finished.output

        # SIGTERM, and only if that did not end it, SIGKILL.
        image.engine("stop", "--time=10", container)
        assert _inspect(image, container)["State"]["ExitCode"] == 0
        assert "Application shutdown complete" in image.engine("logs", container)


def test_an_image_serves_as_any_user_of_the_group_0(image: Image) -> None:
    """As OpenShift runs it: the user has no name, and owns nothing in the image."""
    anybody = replace(
        image,
        settings=(
            *(
                setting.replace(":/data", "-anybody:/data")
                for setting in image.settings
            ),
            "--user=1000660000:0",
        ),
    )
    assert "The database is at revision" in anybody.run("--rm", image.name, "migrate")

    with _serving(anybody) as (container, port):
        member = {"email": "anybody@example.com", "password": _ADMIN["password"]}
        assert call(f"localhost:{port}", "POST", "/users", member)[0] == 201
        show = "import os; print(os.getuid(), os.getgid())"
        printed = image.engine("exec", container, "python", "-c", show)
        assert printed.strip() == "1000660000 0"


@_with_sqlite
def test_sqlite_has_a_place_to_sort_in(image: Image) -> None:
    assert image.run_python("-c", _SORT) == ""


@_with_sqlite
def test_a_backup_can_be_taken_out_of_a_container(image: Image, tmp_path: Path) -> None:
    """By the two commands of the page, of which Docker's are Podman's too."""
    (page,) = pages(image.project, ["docs/operations.md"])
    (block,) = (one for one in page.blocks if one.text.startswith("docker exec "))
    file = tmp_path / "backup.db"
    image.run("--rm", image.name, "migrate")
    with _serving(image) as (container, _):
        for line in block.text.splitlines():
            _, *words = shlex.split(line.replace("../backup.db", str(file)))
            named = (word.replace("my-service", container) for word in words)
            image.engine(*named)

    with closing(sqlite3.connect(file)) as backup:
        ((roles,),) = backup.execute("SELECT count(*) FROM roles")
    assert roles == 3


def test_the_check_of_an_image_fails_where_nothing_is_served(image: Image) -> None:
    with pytest.raises(pytest.fail.Exception, match="Connection refused"):
        image.run_python("scripts/healthcheck.py")


def test_an_image_holds_what_the_service_needs_and_nothing_else(image: Image) -> None:
    lock = (image.project / "requirements.lock").read_text("utf-8")
    installed = set(image.run_python("-c", _LIST_LIBRARIES).split())
    assert "fastapi" in installed
    assert {re.sub("[-_.]+", "-", name).lower() for name in installed} <= {
        *pins(lock),
        "my-service",
    }

    there = image.run_python("-c", "import os; print(*os.listdir('.'))")
    assert set(there.split()) == {
        ".venv",
        "migrations",
        "pyproject.toml",
        "scripts",
        "src",
    }


def test_no_layer_of_an_image_holds_a_secret(image: Image, tmp_path: Path) -> None:
    settings = (image.project / ".env").read_text("utf-8")
    (key,) = re.findall(r"^SECRET_KEY=(\S+)$", settings, re.MULTILINE)
    archive = tmp_path / "image.tar"
    image.engine("save", "--output", archive, image.name)

    with (
        archive.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as layers,
    ):
        assert layers.find(b"class BoundedProtocol") > 0
        assert layers.find(key.encode()) == -1
    archive.unlink()


@_with_sqlite
def test_a_change_of_the_code_installs_nothing_again(image: Image) -> None:
    assert "Successfully installed" in image.built
    changed = image.project / "src/my_service/project.py"
    with changed.open("a") as file:
        file.write("\nCHANGED = 'changed'\n")
    # As it is with a careful umask.
    changed.chmod(0o600)

    assert "Successfully installed" not in image.rebuild()
    printed = image.run_python("-c", "from my_service import project as p; p.CHANGED")
    assert printed == ""


@contextmanager
def _serving(image: Image) -> Iterator[tuple[str, int]]:
    """Serve as the image does by itself; the container, and the port that leads there.

    A host is named, since its check has to get along with that.
    """
    container = image.run(
        "--detach",
        "--publish=127.0.0.1::8000",
        "--env=ALLOWED_HOSTS=localhost",
        image.name,
    ).strip()
    try:
        _wait_until_healthy(image, container)
        ports = _inspect(image, container)["NetworkSettings"]["Ports"]
        yield container, int(ports["8000/tcp"][0]["HostPort"])
    finally:
        image.engine("rm", "--force", "--time=0", container)


def _wait_until_healthy(image: Image, container: str) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while image.engine.attempt("healthcheck", "run", container).code:
        if time.monotonic() > deadline:
            printed = image.engine("logs", container)
            pytest.fail(f"The service did not start:\n{printed}", pytrace=False)
        time.sleep(0.2)


def _inspect(image: Image, container: str) -> dict[str, Any]:
    (found,) = json.loads(image.engine("inspect", container))
    return found  # type: ignore[no-any-return]
