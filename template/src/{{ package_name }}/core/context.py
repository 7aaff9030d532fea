"""The current request, accessible from any layer."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestContext:
    """The origin of the current request; empty outside of a request."""

    request_id: str | None = None
    ip_address: str | None = None
    user_agent: str | None = None


_NO_REQUEST = RequestContext()

request_context = ContextVar("request_context", default=_NO_REQUEST)
