"""Sends email from a separate process, for workers that do not."""

import asyncio
import signal

from ..database import dispose
from .background import repeat
from .jobs import sending_mail


def run_until_stopped() -> None:
    """Send due email until the process receives SIGTERM or SIGINT."""
    asyncio.run(_run_until_stopped())


async def _run_until_stopped() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await repeat(sending_mail(), stop)
    await dispose()
