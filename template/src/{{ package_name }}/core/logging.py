"""One line for each event, with the id of the request: for people, or as JSON."""

import logging
import sys
from typing import Any

import structlog
from structlog.types import EventDict, Processor

from . import config
from .context import request_context


def configure() -> None:
    """Send what this service and its libraries log to standard error."""
    shared: list[Processor] = [
        _add_request_id,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _drop_colors_of_uvicorn,
                *_renderers(),
            ],
        )
    )
    level = logging.getLevelNamesMapping()[config.log.level.upper()]
    # At debug, libraries would show what goes into statements: hashes, addresses.
    logging.basicConfig(handlers=[handler], level=max(level, logging.INFO), force=True)
    logging.getLogger(__package__.partition(".")[0]).setLevel(level)
    # The service writes a line of its own for each request.
    logging.getLogger("uvicorn.access").disabled = True


def _add_request_id(_logger: Any, _method: str, event: EventDict) -> EventDict:
    if request_id := request_context.get().request_id:
        event["request_id"] = request_id
    return event


def _drop_colors_of_uvicorn(_logger: Any, _method: str, event: EventDict) -> EventDict:
    event.pop("color_message", None)
    return event


def _renderers() -> list[Processor]:
    if config.log.format == "json":
        render: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
        return [structlog.processors.format_exc_info, render]
    # Variables would show what a request sent, credentials included.
    plain = structlog.dev.plain_traceback
    colors = sys.stderr.isatty()
    return [structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=plain)]
