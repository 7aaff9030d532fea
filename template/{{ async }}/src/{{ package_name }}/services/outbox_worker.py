"""A task beside the requests that sends mail as it falls due."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from ..core import config
from .outbox_service import dispatch

logger = logging.getLogger(__name__)


@asynccontextmanager
async def dispatching() -> AsyncGenerator[None]:
    """Send mail for as long as the block lasts; its end waits for the mail in hand."""
    if config.mail.dispatch == "off":
        yield
        return
    stop = asyncio.Event()
    task = asyncio.create_task(_run(stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def _run(stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            if await dispatch():
                continue
        except Exception:
            logger.exception("the outbox could not be read; trying again")
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), config.mail.poll_seconds)
