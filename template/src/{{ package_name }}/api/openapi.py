"""The OpenAPI document, completed with guards and errors."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from ..kit.errors import (
    DatabaseUnavailableError,
    InsufficientPermissionsError,
    OverloadedError,
    SchemaOutdatedError,
    ServiceError,
)
from ..schemas.problem import Problem, ValidationProblem
from .credentials import REFUSALS, get_caller
from .deps import Requires, RequiresRoles, RequiresSelfOr
from .errors import (
    headers_of,
    http_problem,
    standard_status,
    unexpected_problem,
    unknown_host_problem,
)

# The headers of responses, except `X-Request-ID`, which every response has.
HEADERS: Final = {
    "Allow": "The methods that the route supports.",
    "ETag": "The version of the resource; send it back as `If-Match`.",
    "Link": "The URL of the next page, if there is one.",
    "Location": "The URL of the created resource.",
    "Retry-After": "Seconds to wait before trying again.",
    "WWW-Authenticate": "The kind of credentials that the route requires.",
    "X-Total-Count": "The number of rows on all pages, with `total=true`.",
}
_PROBLEM = "application/problem+json"
_SCHEMAS = "#/components/schemas/"
# All other operations use the database.
_WITHOUT_DATABASE: Final = {"check_liveness"}


def sends(*headers: str, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """For `responses=`: which of `HEADERS` a successful response has."""
    return {status: {"headers": _references(headers)}}


def refuses(*errors: type[ServiceError]) -> dict[int | str, dict[str, Any]]:
    """For `responses=`: the errors of a route, except those of its guards."""
    responses: dict[int | str, dict[str, Any]] = {}
    for error in errors:
        _add(responses, error)
    return responses


def install(app: FastAPI) -> None:
    """Complete the document when it is requested for the first time."""
    plain = app.openapi

    @cache
    def openapi() -> dict[str, Any]:
        document = plain()
        document["components"]["headers"] = {
            name: {"description": description, "schema": {"type": "string"}}
            for name, description in HEADERS.items()
        }
        schemas = document["components"]["schemas"]
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        for model in (Problem, ValidationProblem):
            schema = model.model_json_schema(ref_template=_SCHEMAS + "{model}")
            schemas |= schema.pop("$defs", {}) | {model.__name__: schema}
        shared = _shared_responses()
        document["components"]["responses"] = {
            f"Error{status}": response for status, response in shared.items()
        }
        for operation, dependant in _operations(app, document):
            _complete(operation, set(_dependencies(dependant)))
            _share(operation, shared)
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _operations(
    app: FastAPI, document: dict[str, Any]
) -> Iterator[tuple[dict[str, Any], Dependant]]:
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and route.include_in_schema and context.path:
            for method in route.methods or ():
                yield document["paths"][context.path][method.lower()], route.dependant


def _dependencies(dependant: Dependant) -> Iterator[Any]:
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from _dependencies(dependency)


def _complete(operation: dict[str, Any], dependencies: set[Any]) -> None:
    responses = operation["responses"]
    if "422" in responses:
        _complete_invalid(responses["422"])
    for refusal in REFUSALS if get_caller in dependencies else ():
        _add(responses, refusal)
    guards = [one for one in dependencies if isinstance(one, Requires | RequiresRoles)]
    for guard in guards:
        _add(responses, InsufficientPermissionsError)
        needed = _words(guard)
        key = "x-roles" if isinstance(guard, RequiresRoles) else "x-permissions"
        operation[key] = needed
        names = ", ".join(f"`{word}`" for word in needed)
        others = " for other users" * isinstance(guard, RequiresSelfOr)
        described = operation.get("description", "")
        operation["description"] = f"{described}\n\nRequires {names}{others}.".strip()


def _shared_responses() -> dict[str, dict[str, Any]]:
    """What any operation may answer, by status: from middleware, and on failures."""
    responses: dict[str, dict[str, Any]] = {}
    not_allowed = http_problem(HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET"})
    too_large = http_problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    for answer in (
        unknown_host_problem(),
        not_allowed,
        too_large,
        unexpected_problem(),
    ):
        sent = [name for name in HEADERS if name in answer.headers]
        _add_example(responses, json.loads(bytes(answer.body)), sent)
    for error in (DatabaseUnavailableError, OverloadedError, SchemaOutdatedError):
        _add(responses, error)
    return responses


def _share(operation: dict[str, Any], shared: dict[str, dict[str, Any]]) -> None:
    """Refer to the shared responses, or add them to what the operation declares."""
    responses = operation["responses"]
    for status, response in shared.items():
        if status == "503" and operation["operationId"] in _WITHOUT_DATABASE:
            continue
        if status in responses:
            declared = responses[status]["content"][_PROBLEM]
            others = response["content"][_PROBLEM]["examples"]
            declared["examples"] = others | declared.get("examples", {})
        else:
            responses[status] = {"$ref": f"#/components/responses/Error{status}"}
    operation["responses"] = dict(sorted(responses.items()))


def _complete_invalid(response: dict[str, Any]) -> None:
    """Document 422 as it is: a list of mistakes, or one of the declared errors."""
    invalid = _response("The request is not valid.", ValidationProblem)
    declared = response["content"].get(_PROBLEM)
    if declared:
        content = invalid["content"][_PROBLEM]
        content["schema"] = {"anyOf": [content["schema"], declared["schema"]]}
        content["examples"] = declared["examples"]
    response.clear()
    response |= invalid


def _words(guard: Requires | RequiresRoles) -> list[str]:
    words = guard.roles if isinstance(guard, RequiresRoles) else guard.permissions
    return sorted(words)


def _add(responses: dict[Any, dict[str, Any]], error: type[ServiceError]) -> None:
    """Document an error, next to others with the same status."""
    example = {
        "type": "about:blank",
        "title": standard_status(error.status_code).phrase,
        "status": error.status_code,
        "detail": error.detail,
        "error_code": error.error_code,
    }
    _add_example(responses, example, headers_of(error))


def _add_example(
    responses: dict[Any, dict[str, Any]],
    example: dict[str, Any],
    headers: Iterable[str],
) -> None:
    status = type(next(iter(responses), ""))(example["status"])
    response = responses.setdefault(status, _response(example["detail"], Problem))
    if headers:
        response["headers"] = _references(headers)
    examples = response["content"][_PROBLEM].setdefault("examples", {})
    examples[example["error_code"]] = {"summary": example["detail"], "value": example}


def _references(headers: Iterable[str]) -> dict[str, dict[str, str]]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in headers}


def _response(description: str, model: type[Problem]) -> dict[str, Any]:
    schema = {"$ref": _SCHEMAS + model.__name__}
    return {"description": description, "content": {_PROBLEM: {"schema": schema}}}
