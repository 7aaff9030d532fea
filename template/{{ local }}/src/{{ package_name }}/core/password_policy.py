"""Rules for new passwords."""

from collections.abc import Callable
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Final

from ..kit.text import fold
from .about import ABOUT
from .account_config import accounts
from .account_exceptions import ObviousPasswordError

MIN_LENGTHS: Final = {"composition": 8, "passphrase": 15}
MIN_LENGTH: Final = MIN_LENGTHS[accounts.password_policy]
MAX_LENGTH: Final = 128

Rules = list[tuple[str, Callable[[str], bool]]]


def _common_passwords() -> frozenset[str]:
    """The 30,000 passwords that attackers try first, in lower case.

    The list is in a module of zxcvbn. The rest of the package is not used, and takes
    several times as long to import.
    """
    package = find_spec("zxcvbn")
    assert package
    assert package.origin
    lists = spec_from_file_location(
        "frequency_lists", Path(package.origin).with_name("frequency_lists.py")
    )
    assert lists
    assert lists.loader
    module = module_from_spec(lists)
    lists.loader.exec_module(module)
    return frozenset(module.FREQUENCY_LISTS["passwords"])


_COMMON: Final = _common_passwords()

_ALWAYS: Final[Rules] = [
    (f"have at least {MIN_LENGTH} characters", lambda word: len(word) >= MIN_LENGTH),
    (f"have at most {MAX_LENGTH} characters", lambda word: len(word) <= MAX_LENGTH),
    ("not contain NUL characters", lambda word: "\x00" not in word),
    ("not be a common password", lambda word: word.casefold() not in _COMMON),
    ("have more different characters", lambda word: len(set(word)) > MIN_LENGTH // 3),
]
_COMPOSITION: Final[Rules] = [
    ("contain an upper-case letter", lambda word: any(map(str.isupper, word))),
    ("contain a lower-case letter", lambda word: any(map(str.islower, word))),
    ("contain a digit", lambda word: any(map(str.isdigit, word))),
]
_RULES: Final = (
    _ALWAYS + {"composition": _COMPOSITION, "passphrase": []}[accounts.password_policy]
)


def weakness(password: str) -> str | None:
    """Why this password is refused, or None.

    Lengths count characters; the password is not normalized.
    """
    broken = [rule for rule, holds in _RULES if not holds(password)]
    return f"The password must {'; '.join(broken)}." if broken else None


def require_not_obvious(password: str, *, email: str | None, name: str | None) -> None:
    """The password is not mostly what is known of its owner, or the service's name.

    Raises ObviousPasswordError.
    """
    known = (ABOUT.name, name or "", (email or "").rpartition("@")[0])
    letters = _letters(password)
    for word in map(_letters, known):
        if word in letters and 2 * len(word) > len(letters):
            raise ObviousPasswordError


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
