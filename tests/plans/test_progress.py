"""Progress: what was done of what was planned, pains and minutes, and what is said of them."""

import gzip
from datetime import date, timedelta
from uuid import UUID

import pytest

from exercises.load import catalogue
from programs.engine.contract import Dose
from programs.engine.logs import CheckInBody, DoneItem, LogEntry, SessionBody
from programs.engine.scheduling.asked import Asked
from programs.knowledge.load import knowledge
from programs.plans.counted import Record
from programs.plans.progress import Caseload, ProgressView, caseload, progress
from tests.conftest import NOW

TODAY = date(2026, 3, 2)  # a Monday
ASK = Dose(sets=1, side="both", effort_cr10=(3, 4))


def back(days: int) -> date:
    return TODAY - timedelta(days=days)


def planned(*days_back: int) -> tuple[Asked, ...]:
    return tuple(
        Asked(on=back(days), version=1, kinds=("exercise",), minutes=20, morning_due=False)
        for days in sorted(days_back, reverse=True)
    )


def did(
    days: int, *, pain: int | None = 2, planned_for: int | None = None, done: int = 1, minutes: int = 20
) -> LogEntry:
    item = DoneItem(exercise="st-clamshell", asked=ASK, done=done, pain=pain)
    on = back(days)
    meant = None if planned_for is None else back(planned_for)
    body = SessionBody(on=on, planned_on=meant, minutes=minutes, items=(item,))
    return LogEntry(id=UUID(int=days * 7 + 1), kind="session", occurred_at=NOW - timedelta(days=days), body=body)


def woke(days: int, pain: int) -> LogEntry:
    body = CheckInBody(on=back(days), pain=pain)
    return LogEntry(id=UUID(int=days * 7 + 2), kind="check_in", occurred_at=NOW - timedelta(days=days), body=body)


def told(asked: tuple[Asked, ...], *logs: LogEntry) -> ProgressView:
    return progress(
        Record(asked=asked, closed_until=back(1), logs=logs), today=TODAY, knowledge=knowledge(), catalogue=catalogue()
    )


def listed(asked: tuple[Asked, ...], *logs: LogEntry) -> Caseload:
    record = Record(asked=asked, closed_until=back(1), logs=logs)
    return caseload(record, last_activity_on=None, today=TODAY, knowledge=knowledge())


def test_it_says_nothing_of_nothing() -> None:
    view = told(())
    assert (view.days, view.weeks, view.adherence.planned) == ((), (), 0)
    assert view.sentences.sessions == "Your first session is still ahead."
    assert (view.sentences.pain_during, view.sentences.pain_morning, view.sentences.minutes) == (None, None, None)


def test_a_planned_day_is_done_or_missed() -> None:
    view = told(planned(3, 5), did(5))
    assert [(day.on, day.done, day.missed) for day in view.days] == [(back(5), 1, False), (back(3), 0, True)]
    assert (view.adherence.planned, view.adherence.done, view.adherence.extra) == (2, 1, 0)


def test_a_session_on_another_day_counts_for_the_day_it_was_planned_for() -> None:
    view = told(planned(5), did(4, planned_for=5))
    assert [(day.on, day.planned, day.done, day.done_minutes, day.missed) for day in view.days] == [
        (back(5), 1, 1, 0, False),
        (back(4), 0, 0, 20, False),
    ]


def test_extra_sessions_never_count_as_planned_ones() -> None:
    view = told(planned(5, 3), did(5), did(4), did(2))
    assert (view.adherence.planned, view.adherence.done, view.adherence.extra) == (2, 1, 2)
    again = told(planned(5), did(5), did(5, planned_for=5).model_copy(update={"id": UUID(int=999)}))
    assert (again.adherence.done, again.adherence.extra) == (1, 1)


def test_a_session_with_nothing_done_is_none_but_its_pain_is_told() -> None:
    view = told(planned(5), did(5, done=0, pain=6))
    assert (view.adherence.done, view.days[0].missed, view.days[0].pain_during) == (0, True, 6)
    assert told(planned(5), did(5, done=0, pain=None)).days[0].pain_during is None


def test_todays_session_shows_at_once_and_counts_in_adherence_once_the_day_is_over() -> None:
    view = told(planned(2), did(2), did(0, planned_for=0))
    assert (view.adherence.planned, view.adherence.done, view.adherence.extra) == (1, 1, 0)
    assert view.weeks[-1].done == view.weeks[-1].planned == 1
    assert view.sentences.sessions == "You did 2 of 2 planned sessions so far."


def test_adherence_looks_at_28_days() -> None:
    view = told(planned(29, 28, 1), did(29), did(28), did(1))
    assert (view.adherence.planned, view.adherence.done) == (2, 2)
    assert view.sentences.sessions == "You did 2 of 2 planned sessions in 4 weeks."


def test_it_speaks_of_no_guilt() -> None:
    assert told(planned(5, 3, 1)).sentences.sessions == "Your plan is ready when you are."
    assert told((), did(1)).sentences.sessions == "You did 1 session so far."


@pytest.mark.parametrize(
    ("pains", "sentence"),
    [
        ((4, 4), "After 3 sessions a trend of your pain shows here."),
        ((4, 5, 3), "Pain during exercise is mostly 4."),
        ((5, 5, 4, 3, 3), "Pain during exercise is mostly 3."),
        ((5, 9, 5, 3, 0, 3), "Pain during exercise is mostly 3 now. It was 5."),
        ((3, 3, 3, 5, 5, 5), "Pain during exercise is mostly 5 now. It was 3."),
        ((2, 2, 2, 2, 2, 2), "Pain during exercise is mostly 2, as it was."),
    ],
)
def test_a_trend_is_the_median_of_some_sessions(pains: tuple[int, ...], sentence: str) -> None:
    logs = [did(len(pains) - number, pain=pain) for number, pain in enumerate(pains)]
    assert told((), *logs).sentences.pain_during == sentence


@pytest.mark.parametrize(
    ("pains", "sentence"),
    [
        ((), None),
        ((4, 4), "After 3 mornings a trend shows here."),
        ((4, 5, 3), "Pain in the morning is mostly 4."),
        ((5, 9, 5, 3, 0, 3), "Pain in the morning is mostly 3 now. It was 5."),
        ((2, 2, 2, 2, 2, 2), "Pain in the morning is mostly 2, as it was."),
    ],
)
def test_a_trend_of_mornings_is_told_like_one_of_sessions(pains: tuple[int, ...], sentence: str | None) -> None:
    logs = [woke(len(pains) - number, pain) for number, pain in enumerate(pains)]
    assert told((), *logs).sentences.pain_morning == sentence


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (62, 40, "You moved 62 minutes this week, 40 the week before."),
        (12, 40, "You moved 12 minutes so far this week."),
        (0, 40, "You moved 40 minutes last week."),
        (1, 0, "You moved 1 minute so far this week."),
    ],
)
def test_a_week_that_is_not_over_is_held_against_nobody(now: int, before: int, sentence: str) -> None:
    logs = [did(days, minutes=minutes) for days, minutes in ((0, now), (3, before)) if minutes]
    assert told((), *logs).sentences.minutes == sentence


def test_a_week_without_anything_stands_between_others() -> None:
    weeks = told((), did(15), did(0)).weeks
    assert [(week.from_on, week.extra) for week in weeks] == [
        (date(2026, 2, 9), 1),
        (date(2026, 2, 16), 0),
        (date(2026, 2, 23), 0),
        (date(2026, 3, 2), 1),
    ]


def test_it_looks_twelve_weeks_back() -> None:
    first = date(2025, 12, 15)
    view = told(planned(78, 77), did(78), did(77))
    assert (back(77), view.days[0].on) == (first, first)
    assert len(view.weeks) == 12


def test_a_line_in_a_list_tells_the_worst_pain_of_each_day() -> None:
    line = listed(planned(10, 3), did(10, pain=8), did(3, pain=4), woke(3, 6), woke(0, 1))
    assert (line.planned_28d, line.done_28d, line.worst_pain_7d) == (2, 2, 6)
    assert line.pains_14d == (None, None, None, 8, None, None, None, None, None, None, 6, None, None, 1)


def test_twelve_weeks_of_everything_stay_small() -> None:
    everything = [log for number in range(84) for log in (did(number), woke(number, 3))]
    text = told(planned(*range(1, 84)), *everything).model_dump_json().encode()
    assert len(text) < 20_000
    assert len(gzip.compress(text)) < 2_000
