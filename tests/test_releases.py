"""The list of releases is complete, and each of them is there to update from."""

import pytest

from tests.releases import RELEASES, listed, tag
from tests.repository import ROOT, git


def test_the_changelog_lists_the_tags_and_nothing_else() -> None:
    assert sorted(RELEASES, key=_numbers, reverse=True) == RELEASES
    tags = git(ROOT, "tag", "--list", "[0-9]*").split()
    assert set(tags) <= set(RELEASES)
    for release in RELEASES:
        tag(release)


def test_releases_are_read_from_the_headings() -> None:
    changelog = "# Changes\n\n## Unreleased\n\n- a\n\n## 0.1.0, 2030-12-31\n\n### b\n"

    assert listed(changelog) == ["0.1.0"]


@pytest.mark.parametrize(
    "changelog",
    [
        "## 0.1.0, 2030-12-31\n",
        "## Unreleased\n## 0.1.0\n",
        "## Unreleased\n## v1, 2\n",
    ],
)
def test_a_heading_of_another_form_is_refused(changelog: str) -> None:
    with pytest.raises(AssertionError):
        listed(changelog)


def test_a_release_without_its_tag_is_named() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"lists 0\.0\.0, but"):
        tag("0.0.0")


def _numbers(release: str) -> list[int]:
    return [int(number) for number in release.split(".")]
