"""Signs values with SECRET_KEY, and verifies them."""

import hashlib
from typing import Any, Final

from itsdangerous import Signer, URLSafeSerializer

from .secret_config import secrets

# The default of itsdangerous is SHA-1.
_METHOD: Final[dict[str, Any]] = {"digest_method": hashlib.sha256}
# itsdangerous signs with the last key, and accepts all of them.
_KEYS: Final = secrets.keys[::-1]


def signer(purpose: str) -> Signer:
    """Signs text; rejects what was signed for another purpose."""
    return Signer(_KEYS, salt=purpose, **_METHOD)


def serializer(purpose: str) -> URLSafeSerializer:
    """As `signer`, for claims."""
    return URLSafeSerializer(_KEYS, salt=purpose, signer_kwargs=_METHOD)
