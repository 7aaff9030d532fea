"""One call of the script, and what is written down of its answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# What a client acts upon; of these a transcript has the names, since values change.
_HEADERS = {
    "allow",
    "etag",
    "link",
    "location",
    "retry-after",
    "set-cookie",
    "www-authenticate",
    "x-csrf-token",
    "x-total-count",
}
_MEDIA_TYPES = {"application/json": "", "application/problem+json": "problem"}


@dataclass(frozen=True)
class Step:
    """A call by somebody, below `/api/v1` unless the path begins with `//`.

    Bytes are sent as they are, everything else as JSON. `{name}` in the path and in
    the body is what an earlier step kept under that name. `{token:ADDRESS:2}` is the
    token in the second mail to that address.
    """

    name: str
    by: str | None
    call: str
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    keeps: Mapping[str, str] = field(default_factory=dict)
    """Names, and the fields of the answer that are kept under them."""
    shows: str | None = None
    """A field whose value is the same in every run, and so is written down."""
    becomes: str | None = None
    """Who calls from now on with what was given out."""

    @property
    def request(self) -> str:
        method, path = self.call.split(" ", 1)
        whole = path[1:] if path.startswith("//") else f"/api/v1{path}"
        return f"{method} {whole}"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:  # noqa: ANN401
        media_type = self.headers.get("content-type", "").partition(";")[0]
        return json.loads(self.text or "null") if media_type in _MEDIA_TYPES else None


def describe(step: Step, answer: Answer) -> str:
    """The answer as one line, without what differs from run to run."""
    content, parts = answer.json, [str(answer.status)]
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    if media_type:
        parts.append(_MEDIA_TYPES.get(media_type, media_type))
    if isinstance(content, list):
        parts += [f"{len(content)} x", _keys(content[0]) if content else ""]
        content = {step.shows: [item[step.shows] for item in content if step.shows]}
    elif isinstance(content, dict):
        parts += [str(content.get("error_code", "")), _keys(content)]
        parts += [
            f"{'.'.join(map(str, mistake['loc']))}={mistake['type']}"
            for mistake in content.get("errors", [])
        ]
    if step.shows and step.shows in (content or ()):
        parts.append(f"{step.shows}={json.dumps(content[step.shows])}")
    parts += sorted(_HEADERS & answer.headers.keys())
    return " ".join(part for part in parts if part)


def _keys(content: Mapping[str, object]) -> str:
    """The names of the fields; those of a problem are always the same."""
    problem = {"type", "title", "status", "detail", "error_code"}
    names = content.keys() - problem if "error_code" in content else content.keys()
    return f"({' '.join(sorted(names))})" if names else ""
