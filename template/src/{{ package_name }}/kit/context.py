"""The current request, accessible from any layer."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class RequestContext:
    """Where the current request comes from; empty outside of a request."""

    request_id: str | None = None
    ip_address: str | None = None
    user_agent: str | None = None
    caller_id: int | None = None
    """Set once the caller is known."""


_NO_REQUEST = RequestContext()

request_context = ContextVar("request_context", default=_NO_REQUEST)
