"""What all payloads share."""

from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

MAX_ID = 2**63 - 1


class Payload(BaseModel):
    """What a client sends; a field that is not declared is refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Public(BaseModel):
    """What a client gets: the fields that are declared, and no others."""

    model_config = ConfigDict(from_attributes=True)


class Message(BaseModel):
    message: str


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("A text cannot hold the character NUL.")
    return text


def _address(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        # The library's sentence would repeat the input.
        raise ValueError("This is not an e-mail address.") from None


Text = Annotated[str, AfterValidator(_storable)]
Email = Annotated[
    str,
    Field(max_length=254, json_schema_extra={"format": "email"}),
    AfterValidator(_address),
]
