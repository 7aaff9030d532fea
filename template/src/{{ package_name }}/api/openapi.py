"""The OpenAPI document, completed with guards and errors."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from ..core.exceptions import InsufficientPermissionsError, ServiceError
from ..schemas.problem import Problem, ValidationProblem
from .credentials import REFUSALS, get_caller
from .deps import Requires, RequiresRoles, RequiresSelfOr
from .errors import headers_of, standard_status

# The headers of responses, except `X-Request-ID`, which every response has.
HEADERS: Final = {
    "ETag": "The version of the resource; send it back as `If-Match`.",
    "Link": "The URL of the next page, if there is one.",
    "Location": "The URL of the created resource.",
    "Retry-After": "Seconds to wait before trying again.",
    "WWW-Authenticate": "The kind of credentials that the route requires.",
    "X-Total-Count": "The number of rows on all pages, with `total=true`.",
}
_PROBLEM = "application/problem+json"
_SCHEMAS = "#/components/schemas/"


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
        for operation, dependant in _operations(app, document):
            _complete(operation, set(_dependencies(dependant)))
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
    status = type(next(iter(responses), ""))(error.status_code)
    response = responses.setdefault(status, _response(error.detail, Problem))
    if headers := headers_of(error):
        response["headers"] = _references(headers)
    example = {
        "type": "about:blank",
        "title": standard_status(error.status_code).phrase,
        "status": error.status_code,
        "detail": error.detail,
        "error_code": error.error_code,
    }
    examples = response["content"][_PROBLEM].setdefault("examples", {})
    examples[error.error_code] = {"summary": error.detail, "value": example}


def _references(headers: Iterable[str]) -> dict[str, dict[str, str]]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in headers}


def _response(description: str, model: type[Problem]) -> dict[str, Any]:
    schema = {"$ref": _SCHEMAS + model.__name__}
    return {"description": description, "content": {_PROBLEM: {"schema": schema}}}
