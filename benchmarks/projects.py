"""A rendered project as something to measure: migrated, registered at, logged in to."""

from __future__ import annotations

import re
import subprocess
import tomllib
from typing import TYPE_CHECKING

from .apps import App
from .backends import BACKENDS
from .fill import fill_users
from .servers import start_command

if TYPE_CHECKING:
    from contextlib import ExitStack
    from pathlib import Path

    from .request import Request

ANSWER = re.compile(r"^(database|db_mode|auth_backend): (\w+)$", re.MULTILINE)


class Project(App):
    """A rendered and installed project, run by its own Python."""

    users = "/api/v1/users"

    def __init__(self, folder: Path, name: str, database_url: str, secret: str) -> None:
        """Read from its files what the project is called, and what was answered."""
        super().__init__(name, database_url, secret)
        self.folder = folder
        self.programs = folder / ".venv" / "bin"
        self.script, self.package = console_script(folder)
        choices = answers(folder)
        self.reference = {"async": "R1", "sync": "R3"}[choices["db_mode"]]
        self.backend = choices["auth_backend"]
        self.accounts = BACKENDS[self.backend]()

    def prepare(self, stack: ExitStack) -> None:
        """Run the project's migrations, and the commands that accounts need."""
        python = self.programs / "python"
        self.environment |= self.accounts.begin(self.folder, python, stack)
        for arguments in (("migrate",), *self.accounts.commands):
            self.run(*arguments)

    def run(self, *arguments: str) -> None:
        """Run the project's program."""
        command = [str(self.programs / self.script), *arguments]
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
        self.accounts.register(url)
        fill_users(self.database_url)

    def header(self, url: str) -> str:
        """Ask the backend."""
        return self.accounts.header(url)

    def reader(self, url: str) -> str:
        """Ask the backend."""
        return self.accounts.reader(url)

    def logins(self, url: str, clients: int) -> Request | None:
        """Ask the backend."""
        return self.accounts.logins(url, clients)

    def password_work(self) -> float | None:
        """Ask the backend."""
        python = self.programs / "python"
        return self.accounts.password_work(python, self.database_url)


def answers(folder: Path) -> dict[str, str]:
    """Return what was chosen when the project was rendered, or updated last."""
    text = (folder / ".copier-answers.yml").read_text(encoding="utf-8")
    return dict(ANSWER.findall(text))


def console_script(folder: Path) -> tuple[str, str]:
    """Return the name of the project's only console script, and its package."""
    with (folder / "pyproject.toml").open("rb") as file:
        scripts: dict[str, str] = tomllib.load(file)["project"]["scripts"]
    for script, target in scripts.items():
        package, found, _ = target.partition(".cli.main:")
        if found:
            return script, package
    message = f"{folder}: no console script with a target like package.cli.main:main"
    raise ValueError(message)
