"""How jobs run beside the requests: again and again, until the service ends."""

import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from threading import Event, Thread
from typing import NamedTuple

from anyio import to_thread

logger = logging.getLogger(__name__)


class Job(NamedTuple):
    """A use case that is done again and again; it says how much there was to do."""

    do: Callable[[], int]
    seconds: float
    """How long to rest when there was nothing to do."""
    patience: float = 10
    """Seconds that the end of the service waits for what is in hand."""


@asynccontextmanager
async def running(jobs: Sequence[Job]) -> AsyncGenerator[None]:
    """Do them while the block lasts; its end waits a while for what is in hand."""
    stop = Event()
    threads = [Thread(target=repeat, args=(job, stop), daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for job, thread in zip(jobs, threads, strict=True):
            # A job may hang; a thread that is late ends with the process.
            await to_thread.run_sync(thread.join, job.patience)


def repeat(job: Job, stop: Event) -> None:
    """Do the job again at once while there is something to do, and rest otherwise."""
    while not stop.is_set():
        try:
            if job.do():
                continue
        except Exception:
            logger.exception("%s failed; trying again later", job.do.__name__)
        stop.wait(job.seconds)
