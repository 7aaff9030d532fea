"""The transcripts that every variant is held to are whole, and agree."""

from itertools import combinations

import pytest

from tests.contract.comparison import STATED, committed
from tests.contract.scripts import SCRIPTS
from tests.findings import assert_none

each_backend = pytest.mark.parametrize("backend", SCRIPTS)


@each_backend
def test_each_step_has_a_name_and_an_answer(backend: str) -> None:
    names = [step.name for step in SCRIPTS[backend]]

    assert len(set(names)) == len(names)
    # An operation that no step asks for would be one more line.
    assert list(committed(backend)) == names, "`make transcripts` writes them anew"


@each_backend
def test_no_step_causes_a_server_error(backend: str) -> None:
    answers = committed(backend).items()
    assert_none(f"{name}: {answer}" for name, answer in answers if answer[0] == "5")


def test_shared_steps_are_answered_alike_or_stated() -> None:
    different = {
        name
        for one, other in combinations(map(committed, SCRIPTS), 2)
        for name in one.keys() & other.keys()
        if one[name] != other[name]
    }
    stated = set().union(*STATED.values())

    assert_none(sorted(f"{name}: not stated" for name in different - stated))
    assert_none(sorted(f"{name}: no difference" for name in stated - different))
