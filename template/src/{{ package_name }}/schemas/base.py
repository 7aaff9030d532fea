"""What all payloads share."""

from typing import Annotated
from unicodedata import category

from email_validator import EmailNotValidError, validate_email
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
)

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


def _encodable(secret: SecretStr) -> SecretStr:
    """Refuse half a character, which JSON can name. For other texts, Pydantic does."""
    try:
        secret.get_secret_value().encode()
    except UnicodeEncodeError:
        raise ValueError("This must be made of whole characters.") from None
    return secret


def _address(text: str) -> str:
    if "=?" in text:
        # Mail software would decode it, and write to somebody else.
        raise ValueError("This is not an e-mail address.")
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        # The library's sentence would repeat the input.
        raise ValueError("This is not an e-mail address.") from None


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
Secret = Annotated[SecretStr, AfterValidator(_encodable)]
Email = Annotated[
    Text,
    Field(max_length=254, json_schema_extra={"format": "email"}),
    AfterValidator(_address),
]
