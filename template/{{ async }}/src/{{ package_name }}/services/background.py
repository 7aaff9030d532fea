"""How jobs run beside the requests: again and again, until the service ends."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

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
    tasks = [asyncio.create_task(repeat(job, stop)) for job in jobs]
    try:
        yield
    finally:
        stop.set()
        patience = max(job.patience for job in jobs)
        _, late = await asyncio.wait(tasks, timeout=patience)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def repeat(job: Job, stop: asyncio.Event) -> None:
    """Do the job again at once while there is something to do, and rest otherwise."""
    while not stop.is_set():
        try:
            if await job.do():
                continue
        except Exception:
            logger.exception("%s failed; trying again later", job.do.__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), job.seconds)
