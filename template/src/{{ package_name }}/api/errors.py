"""The one place where an error becomes a response: a problem document (RFC 9457)."""

import logging
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

from .. import dialect
from ..core.exceptions import DatabaseUnavailableError, OverloadedError, ServiceError
from ..schemas.problem import Mistake, Problem, ValidationProblem
from .credentials import challenge

logger = logging.getLogger(__name__)

_MOST_MISTAKES = 20


class ProblemResponse(JSONResponse):
    media_type = "application/problem+json"


def install(app: FastAPI) -> None:
    """Answer every error of the application with a problem document."""
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
    """The headers of the answer to this error, or to errors of this class."""
    headers = {}
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = challenge
    if error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    return headers


async def _on_http_exception(request: Request, error: Exception) -> ProblemResponse:
    """What FastAPI and Starlette refuse by themselves: 404, 405, 413 and the like."""
    assert isinstance(error, HTTPException)
    status, headers = HTTPStatus(error.status_code), error.headers
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"Allow": ", ".join(_allowed_methods(request))}
    return http_problem(status, headers)


def _allowed_methods(request: Request) -> list[str]:
    """The methods of all routes of a path; Starlette knows those of one route.

    `/users/me` is none of `/users/{user_id}`: of patterns that fit, the first is meant.
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
        detail="Some of the request is not valid.",
        error_code="VALIDATION_ERROR",
        errors=_mistakes(error)[:_MOST_MISTAKES],
    )
    return ProblemResponse(body.model_dump(), body.status)


async def _on_exhausted_pool(request: Request, _error: Exception) -> ProblemResponse:
    return await _on_service_error(request, OverloadedError())


async def _on_database_error(request: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, DBAPIError)
    if dialect.is_unavailable(error):
        return await _on_service_error(request, DatabaseUnavailableError())
    logger.error("the database refused a statement", exc_info=error)
    return unexpected_problem()


def http_problem(
    status: HTTPStatus, headers: Mapping[str, str] | None = None
) -> ProblemResponse:
    # The name of 413 depends on the version of Python, and codes do not change.
    code = {413: "CONTENT_TOO_LARGE"}.get(status, status.name)
    return problem(status, code, status.description, headers)


def unexpected_problem() -> ProblemResponse:
    """The answer to a fault of ours. The reason is in the log, and only there."""
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return problem(status, status.name, "Something went wrong on our side.")


def problem(
    status: int,
    error_code: str,
    detail: str,
    headers: Mapping[str, str] | None = None,
) -> ProblemResponse:
    body = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        error_code=error_code,
    )
    return ProblemResponse(body.model_dump(), status, headers)


def _mistakes(error: RequestValidationError) -> list[Mistake]:
    """Each mistake once, also when a guard and its route read the same parameter."""
    mistakes: list[Mistake] = []
    for item in error.errors()[: 2 * _MOST_MISTAKES]:
        if (mistake := _mistake(item)) not in mistakes:
            mistakes.append(mistake)
    return mistakes


def _mistake(error: dict[str, Any]) -> Mistake:
    """A mistake without the value that was sent: it may be a secret.

    The name of a field that is not declared was sent as well, and so is left out.
    """
    location = list(error["loc"])
    if error["type"] == "extra_forbidden":
        location.pop()
    message = error["msg"].removeprefix("Value error, ")
    return Mistake(loc=location, msg=message, type=error["type"])
