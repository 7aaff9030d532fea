"""Payloads about identities, which only commands take."""

from typing import Annotated

from pydantic import AfterValidator

from ..core.identifiers import require_issuer, require_subject
from .base import Payload


class IdentityCreate(Payload):
    """The pair that identifies a person, by the same rule as in a token."""

    issuer: Annotated[str, AfterValidator(require_issuer)]
    subject: Annotated[str, AfterValidator(require_subject)]
