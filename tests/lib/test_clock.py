"""The clock."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from backfit.lib import clock


def test_it_tells_an_aware_instant_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_it_stands_still_inside_the_block_and_only_there() -> None:
    at = datetime(2020, 2, 29, 12, tzinfo=UTC)
    with clock.frozen(at):
        assert clock.now() == clock.now() == at
    assert clock.now() > at


def test_it_takes_any_clock_and_answers_in_utc() -> None:
    ticks = iter(datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=2))) + timedelta(days=day) for day in range(2))
    with clock.use_clock(lambda: next(ticks)):
        assert clock.now() == datetime(2026, 2, 28, 22, tzinfo=UTC)
        assert clock.now() == datetime(2026, 3, 1, 22, tzinfo=UTC)


def test_it_refuses_an_instant_without_a_zone() -> None:
    with clock.frozen(datetime(2026, 3, 1)), pytest.raises(ValueError, match="aware"):  # noqa: DTZ001 - the point
        clock.now()


def test_blocks_nest() -> None:
    outer, inner = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    with clock.frozen(outer):
        with clock.frozen(inner):
            assert clock.now() == inner
        assert clock.now() == outer
