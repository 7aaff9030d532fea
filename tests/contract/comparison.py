"""The committed transcript of each backend; `make transcripts` rewrites them."""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from copier import run_copy

from tests import interpreters
from tests.contract.transcript import transcript
from tests.repository import snapshot
from tests.suites import Installed, Suite
from tests.variants import VARIANTS, Variant

FOLDER = Path(__file__).parent

# Where jwt, session and oidc are asked the same and may answer otherwise, and why.
STATED = {
    "A login is answered with tokens, or with the user and a cookie.": {
        "root logs in",
        "ann logs in",
        "bob logs in",
        "a login in capitals",
        "ann's phone logs in again",
        "ann logs in again",
        "ann logs in once more",
        "ann's phone logs in once more",
        "the new password",
        "the new address",
        "the guest logs in",
    },
    "A logout takes the cookie away.": {"ann logs out"},
    "An address that is information only is looked for as it is spelled.": {
        "by address in capitals",
    },
    "Whoever comes from a provider has not registered, and does not log in here.": {
        "all that happened",
    },
}


def committed(backend: str) -> dict[str, str]:
    """The answers of a backend, by the names of the steps."""
    return by_name((FOLDER / f"{backend}.txt").read_text("utf-8").splitlines())


def by_name(lines: Iterable[str]) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in lines)


def mismatches(suite: Suite, project: Path) -> Iterator[str]:
    """Where an installed variant answers otherwise than is committed."""
    backend = dict(suite.variant.choices)["auth_backend"]
    expected, got = committed(backend), by_name(transcript(project, backend))
    yield from (
        f"{suite}: {name}\n  expected {expected.get(name)}\n  got      {got.get(name)}"
        for name in dict.fromkeys([*expected, *got])
        if expected.get(name) != got.get(name)
    )


def rewrite() -> None:
    """Play the script to one variant of each backend, and write what it answers."""
    with tempfile.TemporaryDirectory() as scratch:
        template = snapshot(Path(scratch) / "template")
        for variant in _one_of_each():
            folder = Path(scratch) / str(variant)
            run_copy(
                str(template), folder, data=variant.answers, defaults=True, quiet=True
            )
            Installed(Suite(variant, interpreters.OWN), folder).setup()
            backend = dict(variant.choices)["auth_backend"]
            lines = "".join(f"{line}\n" for line in transcript(folder, backend))
            (FOLDER / f"{backend}.txt").write_text(lines, encoding="utf-8")


def _one_of_each() -> list[Variant]:
    return [
        variant
        for variant in VARIANTS
        if variant.chose("database", "sqlite") and variant.chose("db_mode", "async")
    ]


if __name__ == "__main__":
    rewrite()
