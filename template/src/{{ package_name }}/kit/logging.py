"""Configures logging: one line per event, with the request id, as text or JSON."""

import logging
import sys
from typing import Any

import structlog
from opentelemetry import trace
from structlog.types import EventDict, Processor

from .config import log
from .context import request_context


def configure() -> None:
    """Send the logs of the service and its libraries to standard error."""
    level = logging.getLevelNamesMapping()[log.level.upper()]
    described: list[Processor] = [
        _add_request_id,
        _add_trace_id,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderers = _renderers()

    # Request lines bypass standard logging, which would take three times as long.
    structlog.configure(
        processors=[*described, *renderers],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
    # `RequestLog` writes the access log.
    logging.getLogger("uvicorn.access").disabled = True

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                *described,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _drop_colors_of_uvicorn,
                *renderers,
            ],
        )
    )
    # At debug, libraries would log the parameters of statements: hashes, addresses.
    logging.basicConfig(handlers=[handler], level=max(level, logging.INFO), force=True)
    logging.getLogger(__package__.partition(".")[0]).setLevel(level)


def _add_request_id(_logger: Any, _method: str, event: EventDict) -> EventDict:
    if request_id := request_context.get().request_id:
        event["request_id"] = request_id
    return event


def _add_trace_id(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """The trace of the request; there is none unless traces are sent somewhere."""
    span = trace.get_current_span().get_span_context()
    if span.is_valid:
        event["trace_id"] = trace.format_trace_id(span.trace_id)
    return event


def _drop_colors_of_uvicorn(_logger: Any, _method: str, event: EventDict) -> EventDict:
    event.pop("color_message", None)
    return event


def _renderers() -> list[Processor]:
    if log.format == "json":
        render: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
        return [structlog.processors.format_exc_info, render]
    # No local variables: they could contain credentials.
    plain = structlog.dev.plain_traceback
    colors = sys.stderr.isatty()
    return [structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=plain)]
