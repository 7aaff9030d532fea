"""What makes a password good enough."""

from typing import Final

MIN_LENGTH: Final = 8
MAX_LENGTH: Final = 128


def weakness(password: str) -> str | None:
    """Why this password is refused, or None. Counts characters, and changes none."""
    if "\x00" in password:
        return "A password cannot hold the character NUL."
    if len(password) < MIN_LENGTH:
        return f"A password needs at least {MIN_LENGTH} characters."
    if len(password) > MAX_LENGTH:
        return f"A password has at most {MAX_LENGTH} characters."
    if not any(character.isupper() for character in password):
        return "A password needs an upper-case letter."
    if not any(character.islower() for character in password):
        return "A password needs a lower-case letter."
    if not any(character.isdigit() for character in password):
        return "A password needs a digit."
    return None
