"""Sends mail in a process of its own, beside services that leave it alone."""

import signal
from threading import Event

from ..database import dispose
from .background import repeat
from .jobs import sending_mail


def run_until_stopped() -> None:
    """Send what falls due, until the process gets SIGTERM or SIGINT."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    repeat(sending_mail(), stop)
    dispose()
