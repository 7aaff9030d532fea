"""A server under test: one process, its log, its processor time."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

START_SECONDS = 30.0
STOP_SECONDS = 5.0
POLL_SECONDS = 0.01
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def start_command(uvicorn: list[str], target: str, port: int) -> list[str]:
    """Return how every app is served: one worker, the fast loop and parser, no log.

    `uvicorn` is the program with the options that are particular to the app.
    """
    flags = "--workers 1 --no-access-log --loop uvloop --http httptools --port"
    return [*uvicorn, target, *flags.split(), str(port)]


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Server:
    """A process that answers at `url`."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def cpu_seconds(self) -> float:
        """Return user plus system time so far, of the process without children."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8")
        # The second field is the program's name, which may hold spaces.
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND

    def resident_mb(self) -> float:
        """Return the memory that is resident now, in MB of 10**6 bytes."""
        statm = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="utf-8")
        return int(statm.split()[1]) * PAGE_BYTES / 1e6


@contextmanager
def running(
    command: list[str], port: int, folder: Path, env: Mapping[str, str], log: Path
) -> Iterator[Server]:
    """Start a server, wait until it listens, and stop it in the end.

    Raises RuntimeError with the end of its log if it does not come up.
    """
    with log.open("wb") as sink:
        process = subprocess.Popen(  # noqa: S603
            command, cwd=folder, env=env, stdout=sink, stderr=subprocess.STDOUT
        )
    try:
        wait_until_listening(process, port, log)
        yield Server(process, f"http://127.0.0.1:{port}", log)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            # Threads that wait for a connection can hold a stop up for half a minute.
            process.kill()
            process.wait()


def wait_until_listening(
    process: subprocess.Popen[bytes], port: int, log: Path
) -> None:
    """Return once the port accepts, which uvicorn's does only after start-up."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(POLL_SECONDS)
        else:
            return
    tail = log.read_text(encoding="utf-8", errors="replace")[-3000:]
    message = f"{process.args!r} did not start:\n{tail}"
    raise RuntimeError(message)
