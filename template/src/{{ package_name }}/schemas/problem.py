"""The body of every error response: a problem document (RFC 9457)."""

from pydantic import BaseModel


class Mistake(BaseModel):
    """One validation error: where and what, never the submitted value."""

    loc: list[str | int]
    msg: str
    type: str


class Problem(BaseModel):
    """`error_code` is for programs and does not change; `detail` is for people."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    error_code: str


class ValidationProblem(Problem):
    errors: list[Mistake]
