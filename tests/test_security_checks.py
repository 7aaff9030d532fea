"""The table of security checks names tests that exist, in each variant it lists."""

import pytest

from tests.checks import (
    checks,
    exists,
    ids_in_order,
    ids_not_covered,
    ids_of_priority,
)
from tests.findings import assert_none
from tests.rendering import Renderer
from tests.variants import VARIANTS, Variant


def test_every_row_is_read_and_stands_once() -> None:
    ids = [*checks(), *ids_not_covered()]

    assert checks()
    assert ids_not_covered()
    assert ids == ids_in_order()
    assert len(set(ids)) == len(ids)


def test_what_comes_first_is_on_the_page() -> None:
    assert ids_of_priority()
    assert_none(sorted(ids_of_priority() - set(checks())))


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_every_check_is_shown_by_a_test(render: Renderer, variant: Variant) -> None:
    tests = render.variant(variant) / "tests"
    choices = {choice for _, choice in variant.choices}
    rows = [check for check in checks().values() if check.applies_to(choices)]

    assert_none(
        f"{check.id}: there is no {reference}"
        for check in rows
        for reference in check.tests(choices)
        if not exists(reference, tests)
    )
    assert_none(
        f"{check.id}: shown by nothing" for check in rows if not check.tests(choices)
    )
