"""Which day it is for a phone."""

from datetime import UTC, date, datetime

import pytest

from programs.plans.days import local_day

NOW = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "held_to"),
    [
        (None, date(2026, 3, 2)),
        (date(2026, 3, 1), date(2026, 3, 1)),
        (date(2026, 3, 2), date(2026, 3, 2)),
        (date(2026, 3, 3), date(2026, 3, 3)),
        (date(2026, 3, 4), date(2026, 3, 3)),
        (date(2026, 2, 28), date(2026, 3, 1)),
        (date.min, date(2026, 3, 1)),
        (date.max, date(2026, 3, 3)),
    ],
)
def test_it_is_one_that_it_can_be_somewhere(said: date | None, held_to: date) -> None:
    assert local_day(said, now=NOW) == held_to
