"""The drills: each names a guard, the edit that removes it, and what has to notice."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.checks import Check, checks
from tests.drilling.places import DrillError, Place, find, whole
from tests.rendering import package
from tests.variants import VARIANTS, Variant

FOLDER = Path(__file__).parents[1] / "drills"
REPOSITORY = "repository"
# One variant for each backend, and one for what only PostgreSQL or sync code has.
_CHOSEN = {
    "jwt": "sqlite-async-jwt",
    "session": "sqlite-async-session",
    "oidc": "sqlite-async-oidc",
    "postgresql": "postgresql-sync-jwt",
}
_BY_NAME = {str(variant): variant for variant in VARIANTS}
DRILLED: dict[str, Variant] = {word: _BY_NAME[name] for word, name in _CHOSEN.items()}


@dataclass(frozen=True)
class Drill:
    """A guard, and the edit that removes it."""

    name: str
    """What is then wrong, in words."""
    text: str
    replacement: str
    function: str = ""
    """A dotted name below the package, below `migrations`, or below this repository."""
    file: str = ""
    """In place of a function: a path in this repository."""
    ids: tuple[str, ...] = ()
    """The rows of the page whose guard it is."""
    variants: tuple[str, ...] = ()
    """Where it is tried; without any, in all variants of its rows that have it."""
    tests: tuple[str, ...] = ()
    """What has to fail; without any, one of the tests that the rows name."""
    section: str = ""
    """The file of the drill, without its suffix."""
    repository: bool = False
    """Whether it is an edit of this repository, and not of a rendered service."""

    @property
    def rows(self) -> list[Check]:
        return [checks()[row_id] for row_id in self.ids if row_id in checks()]

    @property
    def words(self) -> list[str]:
        """The variants in which it could be tried."""
        if self.repository:
            return [REPOSITORY]
        if self.variants:
            return list(self.variants)
        return [
            word
            for word, variant in DRILLED.items()
            if word != "postgresql"
            or any("postgresql" in row.words for row in self.rows)
            if all(row.applies_to(_choices(variant)) for row in self.rows)
        ]

    def place(self, project: Path) -> Place | None:
        """Where its text is; None if this variant has no such module."""
        if self.file:
            return whole(project / self.file)
        own = self.repository or self.function.startswith("migrations.")
        return find(self.function, project if own else package(project))

    def references(self, word: str) -> list[str]:
        """Its tests, as the page writes them, each once."""
        choices = _choices(DRILLED[word]) if word in DRILLED else set()
        named = self.tests or [test for row in self.rows for test in row.tests(choices)]
        return list(dict.fromkeys(named))

    def nodes(self, word: str) -> list[str]:
        """Its tests, as pytest takes them in the folder that it is tried in."""
        inside = self.repository
        return [
            test.removeprefix("../") if inside else f"tests/{test}"
            for test in self.references(word)
            if test.startswith("../") == inside
        ]

    def fingerprint(self, project: Path, word: str) -> str:
        """The same where the edited file and the tests are the same."""
        place = self.place(project)
        assert place
        files = [
            place.file,
            *(project / test.partition("::")[0] for test in self.nodes(word)),
        ]
        nodes = "\n".join(self.nodes(word))
        return sha256(
            nodes.encode()
            + b"".join(file.read_bytes() for file in files if file.is_file())
        ).hexdigest()


def load() -> list[Drill]:
    """All drills, file by file."""
    return [
        _read(values, file.stem)
        for file in sorted(FOLDER.glob("[!_]*.toml"))
        for values in tomllib.loads(file.read_text("utf-8"))["drill"]
    ]


def not_drilled() -> dict[str, str]:
    """Rows of the page that have no drill, each with the reason."""
    text = (FOLDER / "_none.toml").read_text("utf-8")
    reasons: dict[str, str] = tomllib.loads(text)["reasons"]
    return reasons


def _read(values: dict[str, Any], section: str) -> Drill:
    lists = {name: tuple(one) for name, one in values.items() if isinstance(one, list)}
    return Drill(**values | lists, section=section)


def faults(drill: Drill, projects: dict[str, Path]) -> list[str]:
    """What is wrong with a drill before anything is run, a sentence each."""
    unknown = [row_id for row_id in drill.ids if row_id not in checks()]
    found = [f"{row_id} is not on the page" for row_id in unknown]
    try:
        words = tried_in(drill, projects)
        for word in words:
            place = drill.place(projects[word])
            assert place
            place.replaced(drill.text, drill.replacement)
    except DrillError as error:
        return [*found, f"{drill.function or drill.file}: {error}"]
    return found + [
        fault for word in words for fault in _faults_of_tests(drill, word, projects)
    ]


def _faults_of_tests(
    drill: Drill, word: str, projects: dict[str, Path]
) -> Iterator[str]:
    if not drill.nodes(word):
        yield f"{word}: no test is named"
    for node in drill.nodes(word):
        path, _, name = node.partition("::")
        file = projects[word] / path
        defined = f"def {name}(" if name else ""
        if not file.is_file() or defined not in file.read_text("utf-8"):
            yield f"{word}: there is no {node}"


def tried_in(drill: Drill, projects: dict[str, Path]) -> list[str]:
    """The variants to try it in: what is the same in two of them is tried in one.

    Raises DrillError if it is to be tried in one that does not have it, or in none.
    """
    has_it = [word for word in drill.words if drill.place(projects[word])]
    if drill.variants and len(has_it) < len(drill.words):
        raise DrillError("not in all of the variants that are named")
    if not has_it:
        raise DrillError("not in any variant of its rows")
    distinct: dict[str, str] = {}
    for word in has_it:
        distinct.setdefault(drill.fingerprint(projects[word], word), word)
    return list(distinct.values())


def _choices(variant: Variant) -> set[str]:
    return {choice for _, choice in variant.choices}
