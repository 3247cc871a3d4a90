"""The list of invariants names tests that exist, all of them, and the tables of the proof are all named in it."""

import re
from pathlib import Path

import pytest

from tests.oracle import book
from tests.oracle.bans import BANS
from tests.oracle.folds import AFTER_A_LOG, ON_A_DAY
from tests.oracle.plans import CHECKS

TESTS = Path(__file__).parents[1]
PROOF = {
    "in_every_pool": set(BANS),
    "in_whole_plans": {*BANS, *CHECKS},
    "over_diaries": {*BANS, *AFTER_A_LOG, *ON_A_DAY},
}


def test_there_are_43_invariants_each_with_a_sentence_and_a_severity() -> None:
    assert list(book.invariants()) == [f"INV{number:02}" for number in range(1, 44)]
    assert all(entry["sentence"] and entry["severity"] in ("A", "B") for entry in book.invariants().values())


@pytest.mark.parametrize("invariant", book.invariants())
def test_an_invariant_is_held_by_tests_that_exist(invariant: str) -> None:
    named = book.invariants()[invariant]["held_by"]
    assert named
    for test in named:
        path, _, name = test.partition("::")
        function = name.partition("[")[0]
        assert re.search(rf"^def {function}\(", (TESTS / path).read_text("utf-8"), re.MULTILINE), test


@pytest.mark.parametrize("where", PROOF)
def test_what_the_proof_asks_is_what_the_list_names(where: str) -> None:
    test = f"oracle/test_proof.py::test_it_holds_{where}"
    named = {key for key, entry in book.invariants().items() if f"{test}[{key}]" in entry["held_by"]}
    assert named == PROOF[where]
