"""Base classes and types of payloads."""

from typing import Annotated, Any
from unicodedata import category

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from ..core.likeness import shows

MAX_ID = 2**63 - 1


class Payload(BaseModel):
    """A request body; undeclared fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Public(BaseModel):
    """A response body: the declared fields and no others."""

    model_config = ConfigDict(from_attributes=True)


class Message(BaseModel):
    message: str


def omitted() -> Any:
    """The default factory of a field that can be left out, but not be null."""
    return None


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("Must not contain NUL characters.")
    return text


def _one_line(text: str) -> str:
    """Refuse line breaks, control characters and bidirectional overrides.

    Also refuse what is not empty, and nothing to see.
    """
    if any(category(char) in _BREAKS or char in _TURNS for char in text):
        raise ValueError("Must be a single line of printable characters.")
    if text and not shows(text):
        raise ValueError("Must have characters that can be seen.")
    return text


_BREAKS = {"Cc", "Zl", "Zp"}
_TURNS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Text = Annotated[
    str, StringConstraints(strip_whitespace=True), AfterValidator(_storable)
]
Line = Annotated[Text, AfterValidator(_one_line)]
