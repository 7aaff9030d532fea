"""What runs beside the requests: sending mail as it falls due, and forgetting."""

import logging
import signal
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from threading import Event, Thread

from anyio import to_thread

from ..core import config
from ..database import dispose
from .outbox_service import dispatch
from .purge_service import purge

logger = logging.getLogger(__name__)

_HOUR = 3600


@asynccontextmanager
async def running() -> AsyncGenerator[None]:
    """Do it while the block lasts; its end waits a while for what is in hand."""
    stop = Event()
    threads = [Thread(target=_repeat, args=(purge, _HOUR, stop), daemon=True)]
    if config.mail.dispatch == "inline":
        arguments = (dispatch, config.mail.poll_seconds, stop)
        threads.append(Thread(target=_repeat, args=arguments, daemon=True))
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            # A mail server may hang; a thread that is late ends with the process.
            await to_thread.run_sync(thread.join, config.mail.timeout)


def send_mail_until_stopped() -> None:
    """Send mail in a process of its own, until it gets SIGTERM or SIGINT."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    _repeat(dispatch, config.mail.poll_seconds, stop)
    dispose()


def _repeat(job: Callable[[], int], seconds: float, stop: Event) -> None:
    """Do the job again at once while there is something to do, and rest otherwise."""
    while not stop.is_set():
        try:
            if job():
                continue
        except Exception:
            logger.exception("%s failed; trying again later", job.__name__)
        stop.wait(seconds)
