"""What all payloads share."""

from typing import Annotated
from unicodedata import category

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

MAX_ID = 2**63 - 1


class Payload(BaseModel):
    """What a client sends; a field that is not declared is refused."""

    model_config = ConfigDict(extra="forbid")


class Public(BaseModel):
    """What a client gets: the fields that are declared, and no others."""

    model_config = ConfigDict(from_attributes=True)


class Message(BaseModel):
    message: str


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("A text cannot hold the character NUL.")
    return text


def _one_line(text: str) -> str:
    """Refuse what would break out of a line, or turn it around."""
    if any(category(char) in _BREAKS or char in _TURNS for char in text):
        raise ValueError("This must be one line of printable characters.")
    return text


_BREAKS = {"Cc", "Zl", "Zp"}
_TURNS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Text = Annotated[
    str, StringConstraints(strip_whitespace=True), AfterValidator(_storable)
]
Line = Annotated[Text, AfterValidator(_one_line)]
