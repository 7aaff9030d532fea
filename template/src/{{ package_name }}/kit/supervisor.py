"""Keeps the workers of `serve --workers` alive, and logs why one is replaced.

uvicorn's own supervisor does not say why, and reacts to no signal while it waits for
the answer of a worker. If it is killed, its workers keep the port, and nothing can be
started in its place; ours stop.
"""

import logging
import os
from multiprocessing import parent_process
from multiprocessing.connection import wait
from signal import SIGTERM, Signals
from threading import Thread
from time import monotonic

from uvicorn import Config
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors.multiprocess import Multiprocess, Process

logger = logging.getLogger(__name__)


class WorkerConfig(Config):
    """What each worker is given, and loads."""

    def load(self) -> None:
        super().load()
        supervisor = parent_process()
        assert supervisor
        Thread(target=stop_after, args=(supervisor.sentinel,), daemon=True).start()


def stop_after(sentinel: int) -> None:
    """Stop this process when the one with this sentinel has ended."""
    wait([sentinel])
    os.kill(os.getpid(), SIGTERM)


class Supervisor(Multiprocess):
    """Replaces workers that have ended or do not answer."""

    has_failed = False
    """Whether a worker could not start. Others would fail alike, so all are stopped."""

    def keep_subprocess_alive(self) -> None:
        for index, process in enumerate(self.processes):
            if self.should_exit.is_set():
                return
            if reason := self._fault(process):
                self._replace(index, reason)

    def _replace(self, index: int, reason: str) -> None:
        process = self.processes[index]
        process.kill()
        process.join()
        worker = {"worker": process.pid, "reason": reason}
        if process.exitcode == STARTUP_FAILURE:
            logger.error("a worker could not start; stopping", extra=worker)
            self.has_failed = True
            self.should_exit.set()
            return
        logger.error("replacing a worker", extra=worker)
        self.processes[index] = Process(self.config, self.sockets)
        self.processes[index].start()

    def _fault(self, process: Process) -> str | None:
        """Why this worker has to be replaced, or None."""
        timeout = self.config.timeout_worker_healthcheck
        deadline = monotonic() + timeout
        process.parent_conn.send(b"ping")
        while not process.parent_conn.poll(0.1):
            if not process.process.is_alive():
                return _ending(process.exitcode)
            if self.signal_queue:
                # It is handled first; the next round asks again.
                return None
            if monotonic() >= deadline:
                return f"no answer for {timeout} seconds"
        process.parent_conn.recv()
        return None


def _ending(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return f"ended by {Signals(-exit_code).name}"
    return f"ended with exit status {exit_code}"
