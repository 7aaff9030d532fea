"""What runs beside the requests: sending mail as it falls due, and forgetting."""

import asyncio
import logging
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from ..core import config
from ..database import dispose
from .outbox_service import dispatch
from .purge_service import purge

logger = logging.getLogger(__name__)

_HOUR = 3600


@asynccontextmanager
async def running() -> AsyncGenerator[None]:
    """Do it while the block lasts; its end waits a while for what is in hand."""
    stop = asyncio.Event()
    tasks = [asyncio.create_task(_repeat(purge, _HOUR, stop))]
    if config.mail.dispatch == "inline":
        seconds = config.mail.poll_seconds
        tasks.append(asyncio.create_task(_repeat(dispatch, seconds, stop)))
    try:
        yield
    finally:
        stop.set()
        _, late = await asyncio.wait(tasks, timeout=config.mail.timeout)
        for task in late:
            task.cancel()


def send_mail_until_stopped() -> None:
    """Send mail in a process of its own, until it gets SIGTERM or SIGINT."""
    asyncio.run(_send_mail())


async def _send_mail() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await _repeat(dispatch, config.mail.poll_seconds, stop)
    await dispose()


async def _repeat(
    job: Callable[[], Awaitable[int]],
    seconds: float,
    stop: asyncio.Event,
) -> None:
    """Do the job again at once while there is something to do, and rest otherwise."""
    while not stop.is_set():
        try:
            if await job():
                continue
        except Exception:
            logger.exception("%s failed; trying again later", job.__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)
