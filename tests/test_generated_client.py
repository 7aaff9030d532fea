"""A generator makes a typed client from the OpenAPI document, and the client works."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.processes import environment, run
from tests.rendering import Renderer
from tests.suites import GROWING, Installed
from tests.variants import VARIANTS

pytestmark = pytest.mark.slow

_SUITE = next(suite for suite in GROWING if suite.variant.chose("database", "sqlite"))
_PERSON = {"email": "ann@example.com", "password": "Vexing7quilt"}


@pytest.fixture(scope="module")
def project(render: Renderer, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("client") / "service"
    render.own(folder, **_SUITE.variant.answers)
    project = Installed(_SUITE, folder)
    project.run("make setup migrate")
    return project


@pytest.fixture(scope="module")
def document(project: Installed) -> Path:
    project.run(".venv/bin/my-service openapi > .venv/openapi.json")
    return project.folder / ".venv/openapi.json"


@pytest.fixture(scope="module")
def generated(document: Path, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The package that the generator makes, which it says nothing about."""
    folder = tmp_path_factory.mktemp("generated") / "service_client"
    command = ["openapi-python-client", "generate", "--meta", "none"]
    files = ["--path", str(document), "--output-path", str(folder)]
    # The generator formats with the ruff that is on the path.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    finished = run([*command, *files], folder.parent, variables={"PATH": path})
    assert finished.output == f"Generating {folder}\n"
    sys.path.insert(0, str(folder.parent))
    return import_module(folder.name)


@pytest.fixture(scope="module")
def url(project: Installed) -> Iterator[str]:
    """Where the service is served, on a database of its own."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
    server = subprocess.Popen(
        [project.folder / ".venv/bin/my-service", "serve", "--port", str(port)],
        cwd=project.folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with closing(HTTPConnection("127.0.0.1", port)) as connection:
            try:
                connection.request("GET", "/health/ready")
                assert connection.getresponse().status == HTTPStatus.OK
            except ConnectionError:
                time.sleep(0.1)
            else:
                return
    pytest.fail("The service did not become ready")


def test_a_generated_client_lives_through_a_login(
    generated: ModuleType, url: str
) -> None:
    models = import_module(f"{generated.__name__}.models")

    def call(operation: str, **arguments: object) -> Any:  # noqa: ANN401
        module = import_module(f"{generated.__name__}.api.{operation}")
        return module.sync(**arguments)

    # A status that the document does not name is raised.
    with generated.Client(url, raise_on_unexpected_status=True) as client:
        register = {"client": client, "body": models.UserCreate(**_PERSON)}
        user = call("users.register", **register)
        taken = call("users.register", **register)
        weak = models.UserCreate(email="bob@example.com", password="short")
        invalid = call("users.register", client=client, body=weak)
        credentials = models.Credentials(**_PERSON)
        first = call("auth.log_in", client=client, body=credentials)
        token = models.RefreshToken(first.refresh_token)
        tokens = call("auth.refresh", client=client, body=token)
    with generated.AuthenticatedClient(
        url, token=tokens.access_token, raise_on_unexpected_status=True
    ) as client:
        me = call("me.get_me", client=client)
        refused = call("users.list_users", client=client)
        logins = call("auth.list_sessions", client=client)
        call("auth.log_out", client=client)
        gone = call("me.get_me", client=client)

    assert isinstance(user, models.UserPublic)
    assert (type(taken), taken.error_code) == (models.Problem, "EMAIL_TAKEN")
    assert isinstance(invalid, models.ValidationProblem)
    assert [mistake.loc for mistake in invalid.errors] == [["body", "password"]]
    assert isinstance(tokens, models.TokenPublic)
    assert isinstance(me, models.CurrentUser)
    assert (me.id, me.roles, me.created_at) == (user.id, ["user"], user.created_at)
    assert isinstance(refused, models.Problem)
    assert refused.error_code == "INSUFFICIENT_PERMISSIONS"
    assert [login.is_current for login in logins] == [True]
    assert (type(gone), gone.status) == (models.Problem, HTTPStatus.UNAUTHORIZED)


def test_all_variants_of_a_backend_have_one_document(
    project: Installed, document: Path, render: Renderer
) -> None:
    """The environment of one runs the sources of all; only drivers are missing."""
    documents = {"jwt": document.read_text("utf-8")}
    python = project.folder / ".venv/bin/python"
    project.run(f".venv/bin/uv pip install --quiet --python {python} 'psycopg[binary]'")
    code = "from my_service.cli.main import main; main()"

    for variant in VARIANTS:
        rendered = render.variant(variant)
        variables = {
            "ENV_FILE": os.devnull,
            "DATABASE_URL": f"{dict(variant.choices)['database']}:///nothing",
            "SECRET_KEY": "kX2vQ9mTzL4cW7bN1sR6yH3jF8pD5gA0",
            "OIDC_ISSUER": "https://id.example.com",
            "OIDC_AUDIENCE": "my-service",
            "PYTHONPATH": str(rendered / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        finished = run([python, "-c", code, "openapi"], rendered, variables=variables)
        assert finished.code == 0, f"{variant}:\n{finished.end}"
        first = documents.setdefault(
            dict(variant.choices)["auth_backend"], finished.output
        )
        assert finished.output == first, f"{variant} differs:\n{finished.end}"

    assert len(set(documents.values())) == len(documents)
