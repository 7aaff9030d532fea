"""Sends mail in a process of its own, beside services that leave it alone."""

import asyncio
import signal

from ..database import dispose
from .background import repeat
from .jobs import sending_mail


def run_until_stopped() -> None:
    """Send what falls due, until the process gets SIGTERM or SIGINT."""
    asyncio.run(_run_until_stopped())


async def _run_until_stopped() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await repeat(sending_mail(), stop)
    await dispose()
