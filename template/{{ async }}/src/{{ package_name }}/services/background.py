"""Background jobs, repeated until the service stops."""

import asyncio
import logging
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

from ..kit.database import dispose
from ..kit.outages import find_reason

logger = logging.getLogger(__name__)


class Job(NamedTuple):
    """A recurring use case; it returns how much it did."""

    do: Callable[[], Awaitable[int]]
    seconds: float
    """How long to rest when there was nothing to do, or it failed."""
    patience: float = 10
    """Seconds that a shutdown waits for a run in progress."""


@asynccontextmanager
async def running(jobs: Sequence[Job]) -> AsyncGenerator[None]:
    """Run the jobs during the block; at its end, wait for those in progress."""
    stop = asyncio.Event()
    tasks = [asyncio.create_task(repeat(job, stop)) for job in jobs]
    try:
        yield
    finally:
        stop.set()
        patience = max((job.patience for job in jobs), default=0)
        with suppress(TimeoutError):
            # It cancels what is late.
            await asyncio.wait_for(asyncio.gather(*tasks), patience)


async def repeat(job: Job, stop: asyncio.Event) -> None:
    """Repeat a job until stopped: at once while there is work, else after a rest."""
    while not stop.is_set():
        try:
            if await job.do() > 0:
                continue
        except Exception as error:
            name = getattr(job.do, "__name__", repr(job.do))
            if reason := find_reason(error):
                logger.warning("%s waits for the database: %s", name, reason)
            else:
                logger.exception("%s failed; trying again later", name)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), job.seconds)


def run_until_stopped(job: Job) -> None:
    """Repeat a job in this process until it receives SIGTERM or SIGINT."""
    asyncio.run(_run_until_stopped(job))


async def _run_until_stopped(job: Job) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await repeat(job, stop)
    await dispose()
