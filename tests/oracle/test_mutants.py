"""Every rule that is switched off is missed by a named test: the proof that the safety tests can fail."""

from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest

from backfit.accounts.models import User
from tests.mutants import MUTANTS, STORED, Mutant, is_caught, switched
from tests.oracle import test_proof as proof

SLICES = (proof.holds_in_pools, proof.holds_in_plans)


@pytest.mark.long
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_rule_that_is_switched_off_is_noticed(mutant: Mutant) -> None:
    if getattr(mutant.caught_by, "func", None) in SLICES:
        mutant.caught_by()  # part of a test that pytest runs whole: on its own it must pass
    assert is_caught(mutant)


@pytest.mark.long
@pytest.mark.parametrize("mutant", STORED, ids=lambda mutant: mutant.name)
def test_a_rule_of_what_is_stored_that_is_switched_off_is_noticed(
    mutant: Mutant, alex: User, dana: User, now: datetime
) -> None:
    assert is_caught(replace(mutant, caught_by=partial(mutant.caught_by, alex, dana, now)))


def test_every_mutant_replaces_something_of_its_own() -> None:
    every = (*MUTANTS, *STORED)
    assert len({mutant.where for mutant in every}) == len(every)


def test_every_mutant_replaces_something_that_is_there() -> None:
    for mutant in (*MUTANTS, *STORED):
        with switched(mutant):
            pass
