"""Whatever the net, the clocks and the phones do: nothing that was logged is lost, and all end up the same."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from tests.chaos.conftest import COUNTED
from tests.chaos.quiet import Verdict
from tests.chaos.site import Person
from tests.chaos.trial import SEED, TRIALS, run

AT_ONCE = 10


def faults(seed: int, found: Verdict) -> Iterator[str]:
    """What went wrong in a trial, and how to see it again."""
    for fault in (*found.lost, *found.diverged):
        yield f"make chaos SEED={seed} TRIALS=1: {fault}"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("first", range(SEED, SEED + TRIALS, AT_ONCE))
def test_it_loses_no_log_and_all_end_up_the_same(
    first: int, people: tuple[Person, ...], now: datetime, record_property: Callable[[str, object], None]
) -> None:
    seeds = range(first, min(first + AT_ONCE, SEED + TRIALS))
    found = {seed: run(seed, people=people, began=now) for seed in seeds}
    lost, diverged = (
        sum(len(one) for one in kind) for kind in zip(*((v.lost, v.diverged) for v in found.values()), strict=True)
    )
    record_property(COUNTED, ("a phone in Python", len(seeds), sum(one.logs for one in found.values()), lost, diverged))
    assert [fault for seed, one in found.items() for fault in faults(seed, one)] == []
