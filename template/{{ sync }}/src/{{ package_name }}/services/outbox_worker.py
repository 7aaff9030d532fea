"""A thread beside the requests that sends mail as it falls due."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from threading import Event, Thread

from anyio import to_thread

from ..core import config
from .outbox_service import dispatch

logger = logging.getLogger(__name__)


@asynccontextmanager
async def dispatching() -> AsyncGenerator[None]:
    """Send mail for as long as the block lasts; its end waits for the mail in hand."""
    if config.mail.dispatch == "off":
        yield
        return
    stop = Event()
    thread = Thread(target=_run, args=(stop,), name="outbox", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        await to_thread.run_sync(thread.join)


def _run(stop: Event) -> None:
    while not stop.is_set():
        try:
            if dispatch():
                continue
        except Exception:
            logger.exception("the outbox could not be read; trying again")
        stop.wait(config.mail.poll_seconds)
