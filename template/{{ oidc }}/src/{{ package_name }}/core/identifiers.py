"""What identifies a person: an issuer and a subject, wherever they come from."""

import re
from typing import Any, Final

_ISSUER: Final = re.compile(r"https?://[^\s?#]+")


def is_text(value: Any, max_length: int) -> bool:
    """Whether it can be stored and displayed, unlike some strings."""
    return (
        isinstance(value, str) and 0 < len(value) <= max_length and value.isprintable()
    )


def is_subject(value: Any) -> bool:
    return is_text(value, 255)


def require_subject(subject: str) -> str:
    """The subject. Raises ValueError for one that no token can have."""
    if not is_subject(subject):
        raise ValueError("must be 1 to 255 printable characters")
    return subject


def require_issuer(issuer: str) -> str:
    """The issuer. Raises ValueError for one that no token can have."""
    if not is_text(issuer, 500) or not _ISSUER.fullmatch(issuer):
        raise ValueError(
            "must be a URL of at most 500 characters, without a query or fragment"
        )
    return issuer
