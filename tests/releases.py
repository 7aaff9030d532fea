"""From where updates have to work: every release, as the changelog lists them."""

import re

import pytest

from tests.repository import ROOT, git

_HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
_RELEASED = re.compile(r"(\d+\.\d+\.\d+), \d{4}-\d{2}-\d{2}")
_NEXT = "Unreleased"


def listed(changelog: str) -> list[str]:
    """The releases in a changelog, newest first.

    A heading names a release and its date, but for that of the next one.
    """
    first, *rest = _HEADING.findall(changelog)
    assert first == _NEXT, f"The changelog begins with {first!r}, not with {_NEXT!r}."
    releases = []
    for heading in rest:
        released = _RELEASED.fullmatch(heading)
        assert released, (
            f"{heading!r} in the changelog is not like '1.2.3, 2030-12-31'."
        )
        releases.append(released[1])
    return releases


RELEASES = listed((ROOT / "CHANGELOG.md").read_text("utf-8"))


def tag(release: str) -> str:
    """The tag of a release, which this clone has to hold."""
    name = f"refs/tags/{release}"
    if not git(ROOT, "for-each-ref", name):
        pytest.fail(
            f"The changelog lists {release}, but this clone has no such tag: "
            "run `git fetch --tags`.",
            pytrace=False,
        )
    return name
