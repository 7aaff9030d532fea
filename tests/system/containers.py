"""Podman with a storage of its own, and a stand-in for the image that has Python."""

import os
import shutil
import subprocess
import sys
from ast import literal_eval
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.processes import Finished, run

_PROGRAMS = ("podman", "runc", "debootstrap")
_SECONDS = 300
_STAND_IN = "localhost/stand-in"
# Debian 13, which `python:3.13-slim` is built on, and what of Python is in that image.
_DEBIAN = "trixie"
_PACKAGES = "ca-certificates,python-is-python3,python3-pip,python3-venv"


class Engine:
    """Builds images and runs containers; there is no registry to pull from."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._podman = [
            "podman",
            "--log-level=fatal",
            f"--root={folder / 'images'}",
            f"--runroot={folder / 'run'}",
            # Neither asks for systemd, and runc is content with any kind of cgroups.
            "--cgroup-manager=cgroupfs",
            "--events-backend=file",
            "--runtime=runc",
        ]
        self._podman.append(f"--storage-driver={self._find_driver()}")

    def __call__(self, *arguments: str | Path, **variables: str) -> str:
        """Run a command of podman; what it printed."""
        finished = self.attempt(*arguments, **variables)
        if finished.code:
            line = " ".join(map(str, arguments))
            pytest.fail(f"`podman {line}` fell\n{finished.end}", pytrace=False)
        return finished.output

    def attempt(self, *arguments: str | Path, **variables: str) -> Finished:
        """Run a command of podman that may fail."""
        command = [*self._podman, *arguments]
        return run(command, self._folder, _SECONDS, variables)

    def build(self, project: Path, name: str) -> str:
        """Build the image of a project; what was printed."""
        return self(
            "build",
            "--format=docker",
            "--isolation=chroot",
            "--layers",
            "--pull=never",
            f"--build-arg=PYTHON_IMAGE={_STAND_IN}",
            *_as_pip_here(self._folder),
            f"--tag={name}",
            project,
        )

    def make_stand_in(self) -> None:
        """Make an image of Debian's own Python, in place of the one to be pulled."""
        system, archive = self._folder / "system", self._folder / "system.tar"
        options = ("--variant=minbase", f"--include={_PACKAGES}")
        commands: tuple[list[str | Path], ...] = (
            ["debootstrap", *options, _DEBIAN, system],
            ["tar", "-C", system, "-cf", archive, "."],
        )
        for command in commands:
            finished = run(command, self._folder, _SECONDS)
            if finished.code:
                pytest.fail(f"{command[0]} fell\n{finished.end}", pytrace=False)
        self("import", archive, _STAND_IN)
        archive.unlink()
        shutil.rmtree(system)

    def _find_driver(self) -> str:
        """`overlay`, unless it does not work here: then each layer is a whole copy."""
        tried = self.attempt("--storage-driver=overlay", "info")
        shutil.rmtree(self._folder / "images", ignore_errors=True)
        return "vfs" if tried.code else "overlay"


@contextmanager
def container_engine() -> Iterator[Engine]:
    """An engine that has the stand-in, and of which nothing is left at the end."""
    missing = [program for program in _PROGRAMS if not shutil.which(program)]
    if missing:
        pytest.fail(f"Debian's {' and '.join(missing)} is missing", pytrace=False)
    if os.geteuid() != 0:
        pytest.fail("Only root can make images here", pytrace=False)
    with TemporaryDirectory(prefix="containers-") as folder:
        engine = Engine(Path(folder))
        try:
            engine.make_stand_in()
            yield engine
        finally:
            # Only podman can remove what it has mounted.
            engine("rm", "--all", "--force", "--time=0")
            engine("rmi", "--all", "--force")


def _as_pip_here(folder: Path) -> list[str]:
    """Have pip find packages as it does on this machine, and leave no trace of it."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    listed = subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=120
    )
    settings = {}
    for line in listed.stdout.splitlines():
        name, _, value = line.partition("=")
        settings[name.rpartition(".")[2]] = str(literal_eval(value))
    file = folder / "pip.conf"
    lines = (
        f"{name} = {' '.join(value.split())}\n" for name, value in settings.items()
    )
    file.write_text("[global]\n" + "".join(lines), encoding="utf-8")

    words = " ".join(settings.values()).replace("file://", "").split()
    # An index refers to what lies beside it.
    beside = {Path(word).parent for word in words if word.startswith("/")}
    return [
        f"--volume={file}:/etc/pip.conf:ro",
        *(f"--volume={path}:{path}:ro" for path in sorted(beside) if path.is_dir()),
    ]
