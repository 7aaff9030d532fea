"""Email addresses."""

from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field

from .base import Text


def _address(text: str) -> str:
    if "=?" in text:
        # Mail software would decode it, and send the mail to somebody else.
        raise ValueError("Not a valid email address.")
    try:
        return validate_email(
            text,
            allow_smtputf8=False,
            check_deliverability=False,
        ).normalized
    except EmailNotValidError:
        # The message of the library would repeat the input.
        raise ValueError("Not a valid email address.") from None


def _address_if_any(text: str) -> str:
    try:
        return _address(text)
    except ValueError:
        return text


Email = Annotated[
    Text,
    Field(max_length=254, json_schema_extra={"format": "email"}),
    AfterValidator(_address),
]

# A malformed address is not an error here: it simply has no account.
TriedEmail = Annotated[Text, Field(max_length=254), AfterValidator(_address_if_any)]
