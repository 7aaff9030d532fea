"""Secrets that clients send."""

from typing import Annotated

from pydantic import Field

# For `Secret[Annotated[WriteOnly, Field(max_length=...)]]`, which counts characters.
# A SecretStr would count "items", and accept lone surrogates, which JSON can contain.
WriteOnly = Annotated[
    str, Field(json_schema_extra={"format": "password", "writeOnly": True})
]
