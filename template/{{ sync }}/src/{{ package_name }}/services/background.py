"""Background jobs, repeated until the service stops."""

import logging
import signal
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from threading import Event, Thread
from typing import NamedTuple

from anyio import to_thread

from ..kit.database import dispose
from ..kit.outages import find_reason

logger = logging.getLogger(__name__)


class Job(NamedTuple):
    """A recurring use case; it returns how much it did."""

    do: Callable[[], int]
    seconds: float
    """How long to rest when there was nothing to do, or it failed."""
    patience: float = 10
    """Seconds that a shutdown waits for a run in progress."""


@asynccontextmanager
async def running(jobs: Sequence[Job]) -> AsyncGenerator[None]:
    """Run the jobs during the block; at its end, wait for those in progress."""
    stop = Event()
    threads = [Thread(target=repeat, args=(job, stop), daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for job, thread in zip(jobs, threads, strict=True):
            # A job may hang; a daemon thread ends with the process.
            await to_thread.run_sync(thread.join, job.patience)


def repeat(job: Job, stop: Event) -> None:
    """Repeat a job until stopped: at once while there is work, else after a rest."""
    while not stop.is_set():
        try:
            if job.do() > 0:
                continue
        except Exception as error:
            name = getattr(job.do, "__name__", repr(job.do))
            if reason := find_reason(error):
                logger.warning("%s waits for the database: %s", name, reason)
            else:
                logger.exception("%s failed; trying again later", name)
        stop.wait(job.seconds)


def run_until_stopped(job: Job) -> None:
    """Repeat a job in this process until it receives SIGTERM or SIGINT."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    repeat(job, stop)
    dispose()
