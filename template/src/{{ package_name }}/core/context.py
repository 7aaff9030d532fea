"""What is known about the request at hand, wherever the code is that asks."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestContext:
    """Where a request comes from, as far as it says so; empty outside of one."""

    request_id: str | None = None
    ip_address: str | None = None
    user_agent: str | None = None


_NO_REQUEST = RequestContext()

request_context = ContextVar("request_context", default=_NO_REQUEST)
