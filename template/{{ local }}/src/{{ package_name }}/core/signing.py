"""What the service signs, so that it knows later that the words are its own."""

import hashlib
from typing import Any, Final

from itsdangerous import Signer, URLSafeSerializer

from .secret_config import secrets

# The library would take SHA-1.
_METHOD: Final[dict[str, Any]] = {"digest_method": hashlib.sha256}
# Its last key signs, the others are accepted.
_KEYS: Final = secrets.keys[::-1]


def signer(purpose: str) -> Signer:
    """Signs text; what is signed for another purpose is not accepted."""
    return Signer(_KEYS, salt=purpose, **_METHOD)


def serializer(purpose: str) -> URLSafeSerializer:
    """As `signer`, for claims."""
    return URLSafeSerializer(_KEYS, salt=purpose, signer_kwargs=_METHOD)
