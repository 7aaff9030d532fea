"""Where pip is set up with a company's own index, uv takes everything from it as well.

The index is on this machine and has one library. It asks for a password, which must not
be told. The public index is out of reach.
"""

import base64
import io
import os
import shutil
import sys
import venv
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import BinaryIO
from zipfile import ZipFile

import pip
import pytest

from tests.processes import Finished, run
from tests.rendering import Renderer

_PASSWORD = "Marker7secret"
_CLOSED = "http://127.0.0.1:9/simple"
_PYPROJECT = """\
[project]
name = "my-service"
version = "0.1.0"
dependencies = ["inside"]

[dependency-groups]
dev = ["inside"]
"""
_INFO = "inside-1.0.dist-info"
_FILES = {
    "inside.py": "",
    f"{_INFO}/METADATA": "Metadata-Version: 2.1\nName: inside\nVersion: 1.0\n",
    f"{_INFO}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}
_RECORD = "".join(f"{name},,\n" for name in [*_FILES, f"{_INFO}/RECORD"])


class _Index(SimpleHTTPRequestHandler):
    """A folder, for those who know the password."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        expected = base64.b64encode(f"user:{_PASSWORD}".encode()).decode()
        if self.headers["Authorization"] == f"Basic {expected}":
            return super().send_head()
        self.send_response(401)
        self.send_header("WWW-Authenticate", "Basic")
        self.end_headers()
        return None

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one wheel, in a folder that is an index."""
    folder = tmp_path_factory.mktemp("index") / "simple/inside"
    folder.mkdir(parents=True)
    with ZipFile(folder / "inside-1.0-py3-none-any.whl", "w") as wheel:
        for name, text in {**_FILES, f"{_INFO}/RECORD": _RECORD}.items():
            wheel.writestr(name, text)
    return folder


@pytest.fixture(scope="module")
def index(wheels: Path) -> Iterator[str]:
    """The address of the company's index, with the password."""
    handler = partial(_Index, directory=str(wheels.parents[1]))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://user:{_PASSWORD}@127.0.0.1:{server.server_port}/simple"
        server.shutdown()


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with pip and uv, which are those of these tests."""
    folder = tmp_path_factory.mktemp("tools") / "venv"
    venv.create(folder, symlinks=True)
    (libraries,) = folder.glob("lib/python*/site-packages")
    ours = Path(pip.__file__).parents[1]
    (libraries / "ours.pth").write_text(f"{ours}\n", encoding="utf-8")
    (folder / "bin/uv").symlink_to(Path(sys.executable).with_name("uv"))
    return folder


@pytest.fixture
def project(
    render: Renderer, tools: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """One that needs only that library, on a machine where nothing is set up."""
    for name in list(os.environ):
        if name.startswith(("PIP_", "UV_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CONFIG_DIRS", "UV_CACHE_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    folder = tmp_path / "service"
    shutil.copytree(render() / "scripts", folder / "scripts")
    shutil.copy(render() / "Makefile", folder)
    (folder / "pyproject.toml").write_text(_PYPROJECT, encoding="utf-8")
    (folder / ".venv").symlink_to(tools)
    return folder


_Settings = Callable[[str, Path], dict[str, str]]
_SETTINGS: dict[str, _Settings] = {
    "index": lambda index, _: {"index-url": index},
    "index and others": lambda index, wheels: {
        "index-url": index,
        "extra-index-url": index.replace("simple", "empty"),
        "find-links": str(wheels.parent),
    },
    "folder": lambda _, wheels: {"no-index": "true", "find-links": str(wheels)},
}


def _lock(project: Path, **variables: str) -> Finished:
    quick = {"UV_HTTP_RETRIES": "0"}
    finished = run(["make", "requirements-dev.lock"], project, 120, quick | variables)
    assert _PASSWORD not in finished.output
    return finished


@pytest.mark.parametrize("where", ["file", "variables"])
@pytest.mark.parametrize("name", _SETTINGS)
def test_uv_takes_from_where_pip_does(
    name: str, where: str, project: Path, index: str, wheels: Path
) -> None:
    settings = _SETTINGS[name](index, wheels)
    variables = {
        f"PIP_{key.replace('-', '_').upper()}": value for key, value in settings.items()
    }
    if where == "file":
        lines = "".join(f"{key} = {value}\n" for key, value in settings.items())
        file = project.parent / "pip.conf"
        file.write_text(f"[global]\n{lines}", encoding="utf-8")
        variables = {"PIP_CONFIG_FILE": str(file)}

    locked = _lock(project, **variables)

    assert locked.code == 0, locked.end
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (project / lock).read_text(encoding="utf-8")
        assert "inside==1.0" in text
        assert "://" not in text


def test_uv_installs_from_where_pip_does(project: Path, index: str) -> None:
    variables = {"PIP_INDEX_URL": index}
    _lock(project, **variables)
    python = project / ".venv/bin/python"
    install = "pip install --no-cache --python .venv/bin/python --require-hashes -r"

    line = f"{python} scripts/run_uv.py {install} requirements.lock"
    installed = run(line.split(), project, 120, variables)

    assert installed.code == 0, installed.end
    assert _PASSWORD not in installed.output
    assert run([python, "-c", "import inside"], project).code == 0


@pytest.mark.parametrize("where", ["file", "variable"])
def test_what_uv_is_told_comes_before_what_pip_is_told(
    where: str, project: Path, index: str
) -> None:
    told = {"UV_DEFAULT_INDEX": index}
    if where == "file":
        file = project.parent / "home/uv/uv.toml"
        file.parent.mkdir(parents=True)
        text = f'[[index]]\nurl = "{index}"\ndefault = true\n'
        file.write_text(text, encoding="utf-8")
        told = {}

    locked = _lock(project, PIP_INDEX_URL=_CLOSED, **told)

    assert locked.code == 0, locked.end


def test_an_index_that_does_not_answer_is_told_without_its_password(
    project: Path, index: str
) -> None:
    closed = index.partition("@")[0] + "@127.0.0.1:9/simple"

    assert _lock(project, PIP_INDEX_URL=closed).code == 2
