"""Sends load and probes from processes that share no interpreter with the runner."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .apps import REPOSITORY
from .load import LoadResult
from .probe import ProbeResult

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .request import Request

TIMEOUT_SECONDS = 10.0


def send_load(request: Request, clients: int, seconds: float) -> LoadResult:
    """Send load, and wait for what it saw."""
    with sending_load(request, clients, seconds) as process:
        return load_result(process)


@contextmanager
def sending_load(
    request: Request, clients: int, seconds: float
) -> Iterator[subprocess.Popen[str]]:
    """Send load for the length of the block, which asks for the result in its end."""
    command = ["benchmarks.load", *request.arguments()]
    with started([*command, "--clients", str(clients)], seconds) as process:
        yield process


def load_result(process: subprocess.Popen[str]) -> LoadResult:
    """Wait for what a load saw."""
    return LoadResult(**json.loads(output(process)))


def send_probe(request: Request, every: float, seconds: float) -> ProbeResult:
    """Send a probe, and wait for what it saw."""
    command = ["benchmarks.probe", *request.arguments(), "--every", str(every)]
    with started(command, seconds) as process:
        return ProbeResult(**json.loads(output(process)))


@contextmanager
def started(command: list[str], seconds: float) -> Iterator[subprocess.Popen[str]]:
    """Run a module of ours until the block ends, which the module should do first."""
    timing = ["--seconds", str(seconds), "--timeout", str(TIMEOUT_SECONDS)]
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", *command, *timing],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def output(process: subprocess.Popen[str]) -> str:
    """Return what a process printed until its end, else raise RuntimeError."""
    text, _ = process.communicate()
    if process.returncode:
        message = f"{process.args!r} ended with code {process.returncode}"
        raise RuntimeError(message)
    return text
