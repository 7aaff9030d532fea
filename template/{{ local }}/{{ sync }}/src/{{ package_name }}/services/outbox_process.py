"""Sends email from a separate process, for workers that do not."""

import signal
from threading import Event

from ..database import dispose
from .background import repeat
from .jobs import sending_mail


def run_until_stopped() -> None:
    """Send due email until the process receives SIGTERM or SIGINT."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    repeat(sending_mail(), stop)
    dispose()
