"""Every combination of choices that the template offers, as data."""

from dataclasses import dataclass
from itertools import product

from tests.questions import ASKED

CHOICES: dict[str, tuple[str, ...]] = {
    "database": ("sqlite", "postgresql"),
    "db_mode": ("async", "sync"),
    "auth_backend": ("jwt", "session", "oidc"),
}


@dataclass(frozen=True)
class Variant:
    """One combination; its id is made of its choices, in the order of `CHOICES`."""

    choices: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return "-".join(choice for _, choice in self.choices)

    @property
    def answers(self) -> dict[str, str]:
        """What to answer; a choice that is computed so far cannot be given."""
        return {name: choice for name, choice in self.choices if name in ASKED}

    def chose(self, question: str, choice: str) -> bool:
        return (question, choice) in self.choices


VARIANTS = [
    Variant(tuple(zip(CHOICES, choices, strict=True)))
    for choices in product(*CHOICES.values())
]
