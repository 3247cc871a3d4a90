"""What a plan asked for on days that are over: properties over random diaries, and the days that ask for nothing."""

from collections.abc import Iterable
from datetime import date

from hypothesis import given, settings

from exercises.load import catalogue
from programs.engine.logs import LogEntry, SessionBody
from programs.engine.plans import Published
from programs.engine.scheduling.asked import Asked, Past, asked
from programs.engine.scheduling.dated import dated_sessions
from programs.knowledge.load import knowledge
from tests.engine.diaries import Entry, diaries, journal
from tests.engine.journey import day, folded, fresh, morning, published, screening, session

PLAN = published()
WEEKS = 3


def all_asked(logs: Iterable[LogEntry], *, plan: Published = PLAN, days: int = WEEKS * 7) -> dict[date, Asked]:
    known = tuple(logs)
    past = [Past(day(number), plan, known) for number in range(days)]
    return {one.on: one for one in asked(past, knowledge=knowledge(), catalogue=catalogue())}


def test_without_logs_it_is_what_the_plan_says() -> None:
    coming = dated_sessions(PLAN, fresh(PLAN), first_on=day(0), days=14, knowledge=knowledge(), catalogue=catalogue())
    expected = {one.on: ((one.kind,), one.minutes) for one in coming if one.kind != "rest"}
    found = all_asked((), days=14)
    assert {on: (one.kinds, one.minutes) for on, one in found.items()} == expected
    assert not any(one.morning_due for one in found.values())


def test_the_morning_after_a_session_is_asked_about_once_and_answering_it_changes_nothing() -> None:
    done = session(PLAN, (), 0)
    for logs in ((done,), (done, morning(1, 2))):
        found = all_asked(logs, days=5)
        assert [on for on, one in found.items() if one.morning_due] == [day(1)]


def test_a_stop_on_the_day_takes_its_session_back_unless_it_was_done() -> None:
    stop, done = screening(0, {"RF01": "yes"}), session(PLAN, (), 0)
    assert day(0) not in all_asked((stop,), days=1)
    assert day(0) in all_asked((stop, done), days=1)
    assert list(all_asked((stop, done))) == [day(0)], "from the next day on nothing is asked"


@settings(max_examples=40)
@given(diary=diaries)
def test_what_is_logged_later_changes_no_earlier_day(diary: list[Entry]) -> None:
    logs = journal(PLAN, diary)
    whole = all_asked(logs)
    for number in (3, 9, 15):
        known = [log for log in logs if log.occurred_at.date() <= day(number)]
        assert all_asked(known, days=number + 1) == {on: one for on, one in whole.items() if on <= day(number)}


@settings(max_examples=40)
@given(diary=diaries)
def test_a_day_asks_for_what_the_phone_showed_in_the_morning(diary: list[Entry]) -> None:
    """On days on which nothing but sessions was logged, the state of the day before says it all."""
    logs = journal(PLAN, diary)
    found = all_asked(logs)
    for number in range(WEEKS * 7):
        on = day(number)
        if any(log.occurred_at.date() == on and not isinstance(log.body, SessionBody) for log in logs):
            continue
        state = folded(PLAN, [log for log in logs if log.occurred_at.date() < on])
        coming = dated_sessions(PLAN, state, first_on=on, days=1, knowledge=knowledge(), catalogue=catalogue())
        shown = [one for one in coming if one.kind != "rest"]
        row = found.get(on)
        assert (row.kinds if row else ()) == tuple(one.kind for one in shown)
        assert (row.minutes if row else 0) == sum(one.minutes for one in shown)


@settings(max_examples=40)
@given(diary=diaries)
def test_the_order_of_logs_does_not_matter(diary: list[Entry]) -> None:
    logs = journal(PLAN, diary)
    assert all_asked(logs) == all_asked(reversed(logs))
