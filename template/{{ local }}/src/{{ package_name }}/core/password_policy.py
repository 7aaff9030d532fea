"""What makes a password good enough."""

from collections.abc import Callable
from typing import Final

MIN_LENGTH: Final = 8
MAX_LENGTH: Final = 128

_RULES: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    (f"at least {MIN_LENGTH} characters", lambda word: len(word) >= MIN_LENGTH),
    (f"at most {MAX_LENGTH} characters", lambda word: len(word) <= MAX_LENGTH),
    ("an upper-case letter", lambda word: any(map(str.isupper, word))),
    ("a lower-case letter", lambda word: any(map(str.islower, word))),
    ("a digit", lambda word: any(map(str.isdigit, word))),
    ("no NUL character", lambda word: "\x00" not in word),
)


def weakness(password: str) -> str | None:
    """Why this password is refused, or None. It counts characters, and changes none."""
    missing = [rule for rule, holds in _RULES if not holds(password)]
    return f"A password needs {', '.join(missing)}." if missing else None
