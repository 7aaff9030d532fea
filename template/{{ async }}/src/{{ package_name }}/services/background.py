"""How jobs run beside the requests: again and again, until the service ends."""

import asyncio
import logging
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

from ..database import dispose

logger = logging.getLogger(__name__)


class Job(NamedTuple):
    """A use case that is done again and again; it says how much there was to do."""

    do: Callable[[], Awaitable[int]]
    seconds: float
    """How long to rest when there was nothing to do."""
    patience: float = 10
    """Seconds that the end of the service waits for what is in hand."""


@asynccontextmanager
async def running(jobs: Sequence[Job]) -> AsyncGenerator[None]:
    """Do them while the block lasts; its end waits a while for what is in hand."""
    stop = asyncio.Event()
    tasks = [asyncio.create_task(_repeat(job, stop)) for job in jobs]
    try:
        yield
    finally:
        stop.set()
        patience = max(job.patience for job in jobs)
        _, late = await asyncio.wait(tasks, timeout=patience)
        for task in late:
            task.cancel()


def run_until_stopped(job: Job) -> None:
    """Do it in a process of its own, until that gets SIGTERM or SIGINT."""
    asyncio.run(_run_until_stopped(job))


async def _run_until_stopped(job: Job) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await _repeat(job, stop)
    await dispose()


async def _repeat(job: Job, stop: asyncio.Event) -> None:
    """Do the job again at once while there is something to do, and rest otherwise."""
    while not stop.is_set():
        try:
            if await job.do():
                continue
        except Exception:
            logger.exception("%s failed; trying again later", job.do.__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), job.seconds)
