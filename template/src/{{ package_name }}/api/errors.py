"""The one place where an error becomes a response: a problem document (RFC 9457)."""

import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from ..kit import dialect, outages
from ..kit.errors import (
    DatabaseUnavailableError,
    OverloadedError,
    SchemaOutdatedError,
    ServiceError,
)
from ..schemas.problem import Mistake, Problem, ValidationProblem
from .credentials import challenge

logger = logging.getLogger(__name__)

_MOST_MISTAKES = 20
# FastAPI says so, with a 400, of JSON that fails in another way than by its syntax.
_UNREADABLE = "There was an error parsing the body"
# Python 3.13 renamed these, and codes do not change.
_RENAMED = {
    413: "CONTENT_TOO_LARGE",
    414: "URI_TOO_LONG",
    416: "RANGE_NOT_SATISFIABLE",
    422: "UNPROCESSABLE_CONTENT",
}


class ProblemResponse(JSONResponse):
    media_type = "application/problem+json"


def install(app: FastAPI) -> None:
    """Turn every error of the application into a problem document."""
    app.add_exception_handler(ServiceError, _on_service_error)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(PoolTimeoutError, _on_exhausted_pool)
    app.add_exception_handler(DBAPIError, _on_database_error)


async def _on_service_error(request: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, ServiceError)
    headers = headers_of(error, challenge(request))
    return problem(error.status_code, error.error_code, error.detail, headers)


def headers_of(
    error: ServiceError | type[ServiceError], challenge: str = ""
) -> dict[str, str]:
    """The headers of the response to this error, or to errors of this class."""
    headers = {}
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = challenge
    if error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    return headers


async def _on_http_exception(request: Request, error: Exception) -> ProblemResponse:
    """Errors that FastAPI and Starlette raise themselves, or that a route raises."""
    assert isinstance(error, HTTPException)
    if error.detail == _UNREADABLE:
        mistake = {"type": "json_invalid", "loc": ("body",), "msg": "JSON decode error"}
        return await _on_invalid_request(request, RequestValidationError([mistake]))
    headers = error.headers
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"Allow": ", ".join(_allowed_methods(request))}
    return http_problem(error.status_code, str(error.detail), headers)


def _allowed_methods(request: Request) -> list[str]:
    """The methods of all routes with this path; Starlette only knows one route.

    Of several patterns that match, the first counts: `/users/me`, not `/users/{id}`.
    """
    fitting = [
        route
        for route in iter_route_contexts(request.app.routes)
        if route.matches(request.scope)[0] is not Match.NONE
    ]
    meant = [route for route in fitting if route.path == fitting[0].path]
    methods = set().union(*(route.methods or () for route in meant))
    return sorted(methods | ({"HEAD"} if "GET" in methods else set()))


async def _on_invalid_request(_request: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, RequestValidationError)
    body = ValidationProblem(
        title=HTTPStatus.UNPROCESSABLE_ENTITY.phrase,
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        detail="The request is not valid.",
        error_code="VALIDATION_ERROR",
        errors=_mistakes(error)[:_MOST_MISTAKES],
    )
    return ProblemResponse(body.model_dump(), body.status)


async def _on_exhausted_pool(request: Request, _error: Exception) -> ProblemResponse:
    logger.warning("all database connections are in use")
    return await _on_service_error(request, OverloadedError())


async def _on_database_error(request: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, DBAPIError)
    if (reason := outages.find_reason(error)) is None:
        raise error
    logger.warning("the database is unavailable", extra={"reason": reason})
    is_outdated = dialect.is_missing_table(error)
    refusal = SchemaOutdatedError if is_outdated else DatabaseUnavailableError
    return await _on_service_error(request, refusal())


def http_problem(
    status: int, detail: str = "", headers: Mapping[str, str] | None = None
) -> ProblemResponse:
    """An error without a class of its own; its code is the name of the status."""
    standard = standard_status(status)
    code = _RENAMED.get(standard, standard.name)
    if detail in {"", standard.phrase}:
        detail = standard.description or standard.phrase
    return problem(status, code, detail, headers)


def standard_status(status: int) -> HTTPStatus:
    """The status, or x00 of its class if HTTP does not define it (RFC 9110, 15)."""
    try:
        return HTTPStatus(status)
    except ValueError:
        return HTTPStatus(status // 100 * 100)


def unknown_host_problem() -> ProblemResponse:
    """The response to a request whose `Host` is not allowed."""
    return problem(HTTPStatus.BAD_REQUEST, "UNKNOWN_HOST", "Unknown host.")


def unexpected_problem() -> ProblemResponse:
    """The response to an internal error. Its cause is only in the log."""
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return problem(status, status.name, "Something went wrong on our side.")


def problem(
    status: int,
    error_code: str,
    detail: str,
    headers: Mapping[str, str] | None = None,
) -> ProblemResponse:
    body = Problem(
        title=standard_status(status).phrase,
        status=status,
        detail=detail,
        error_code=error_code,
    )
    return ProblemResponse(body.model_dump(), status, headers)


def _mistakes(error: RequestValidationError) -> list[Mistake]:
    """Deduplicated: a guard and its route may validate the same parameter."""
    mistakes: list[Mistake] = []
    for item in error.errors()[: 2 * _MOST_MISTAKES]:
        if (mistake := _mistake(item)) not in mistakes:
            mistakes.append(mistake)
    return mistakes


def _mistake(error: dict[str, Any]) -> Mistake:
    """A mistake without the submitted value, which may be a secret.

    The name of an undeclared field was also submitted, so `loc` does not contain it.
    """
    location = list(error["loc"])
    if error["type"] == "extra_forbidden":
        location.pop()
    message = error["msg"].removeprefix("Value error, ")
    if isinstance(error.get("input"), str):
        # Pydantic says "items" if the text has passed a validator of its own.
        message = re.sub(r"item(s?) after validation", r"character\1", message)
    return Mistake(loc=location, msg=message, type=error["type"])
