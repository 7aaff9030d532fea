"""A rendered project as something to measure: migrated, registered at, logged in to."""

from __future__ import annotations

import http.client
import json
import subprocess
import time
import tomllib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .apps import EMAIL, TOKEN_SECONDS, App
from .fill import fill_users
from .servers import start_command

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "Measured-4-times-over"  # noqa: S105


class Project(App):
    """A rendered and installed project, run by its own Python."""

    me = "/api/v1/users/me"

    def __init__(self, folder: Path, name: str, database_url: str, secret: str) -> None:
        """Read from its files what the project is called and how it is coloured."""
        super().__init__(name, database_url, secret)
        self.folder = folder
        self.programs = folder / ".venv" / "bin"
        self.script, self.package = console_script(folder)
        database = folder / "src" / self.package / "database.py"
        is_async = "create_async_engine" in database.read_text(encoding="utf-8")
        self.reference = "R1" if is_async else "R3"
        self.logged_in: tuple[str, float] | None = None

    def prepare(self) -> None:
        """Run the project's migrations."""
        command = [str(self.programs / self.script), "migrate"]
        done = subprocess.run(  # noqa: S603
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            message = f"{command} failed in {self.folder}:\n{done.stdout}"
            raise RuntimeError(message)

    def command(self, port: int) -> list[str]:
        """Start the project's application factory."""
        uvicorn = [str(self.programs / "uvicorn"), "--factory"]
        return start_command(uvicorn, f"{self.package}.main:create_app", port)

    def populate(self, url: str) -> None:
        """Register one user, and copy the row."""
        post(f"{url}/api/v1/users", {"email": EMAIL, "password": PASSWORD})
        fill_users(self.database_url)

    def token(self, url: str) -> str:
        """Log in, again only if the last time is long ago: logins are throttled."""
        now = time.monotonic()
        if self.logged_in is None or now - self.logged_in[1] > TOKEN_SECONDS:
            credentials = {"email": EMAIL, "password": PASSWORD}
            answer = post(f"{url}/api/v1/auth/login", credentials)
            self.logged_in = (str(answer["access_token"]), now)
        return self.logged_in[0]


def console_script(folder: Path) -> tuple[str, str]:
    """Return the name of the project's only console script, and its package."""
    with (folder / "pyproject.toml").open("rb") as file:
        scripts: dict[str, str] = tomllib.load(file)["project"]["scripts"]
    for script, target in scripts.items():
        package, found, _ = target.partition(".cli:")
        if found:
            return script, package
    message = f"{folder}: no console script with a target like package.cli:main"
    raise ValueError(message)


def post(url: str, payload: dict[str, str]) -> dict[str, Any]:
    """Send JSON and return the JSON of a 2xx answer, else raise RuntimeError."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    try:
        headers = {"Content-Type": "application/json"}
        connection.request("POST", parts.path, json.dumps(payload), headers)
        response = connection.getresponse()
        body = response.read().decode()
    finally:
        connection.close()
    if response.status not in range(200, 300):
        message = f"POST {parts.path} answered {response.status}: {body[:500]}"
        raise RuntimeError(message)
    answer: dict[str, Any] = json.loads(body)
    return answer
