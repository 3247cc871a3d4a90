"""Every rule that is switched off is missed by a named test: the proof that the safety tests can fail."""

import pytest

from tests.mutants import MUTANTS, Mutant, is_caught


@pytest.mark.long
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_rule_that_is_switched_off_is_noticed(mutant: Mutant) -> None:
    assert is_caught(mutant)


def test_every_mutant_replaces_something_of_its_own() -> None:
    assert len({mutant.where for mutant in MUTANTS}) == len(MUTANTS)
