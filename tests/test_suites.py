"""What `make test` leaves out is tested in other variants, and by `make test-all`."""

from itertools import combinations

from tests.suites import CHECKED, PAIRS, REST, SUITES
from tests.variants import VARIANTS, Variant


def test_the_variants_whose_tests_run_have_every_pair_of_answers() -> None:
    assert _pairs(PAIRS) == _pairs(VARIANTS)


def test_all_other_variants_are_checked() -> None:
    tested, checked, rest = (
        {str(suite) for suite in suites} for suites in (SUITES, CHECKED, REST)
    )

    assert len(tested | checked) == len(VARIANTS)
    assert rest >= checked
    assert not tested & rest


def _pairs(variants: list[Variant]) -> set[tuple[tuple[str, str], ...]]:
    return {pair for variant in variants for pair in combinations(variant.choices, 2)}
