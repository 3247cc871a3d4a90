"""A person's progress in numbers and sentences, from what was asked and what is logged: pure."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from exercises.load import Catalogue
from programs.engine.contract import Pain, Shape
from programs.engine.progress import met_minutes
from programs.knowledge.load import Knowledge
from programs.plans.counted import Day, Record, days_of
from programs.plans.telling import ProgressWords, told

WEEK = timedelta(days=7)


class ProgressDay(Shape):
    """A day with something planned or logged.

    `done` counts the day's planned sessions that were done, on it or for it on another day; `extra` those done on it
    beside the plan. `done_minutes` and the pains (worst of its sessions, and of its morning) are of the day itself.
    `partly`: an exercise of a done one was left out. `missed`: the day is over and a session of it is not logged.
    """

    on: date
    planned: int
    done: int
    extra: int
    planned_minutes: int
    done_minutes: int
    pain_during: Pain | None
    pain_morning: Pain | None
    morning_due: bool
    partly: bool
    missed: bool


class ProgressWeek(Shape):
    """A week from a Monday: what its days that are over asked for, how much of it was done, what came beside it.

    `met_minutes` is all that was done, in the water, on foot and on the floor: minutes times the MET value.
    """

    from_on: date
    planned: int
    done: int
    extra: int
    minutes: int
    met_minutes: int


class Adherence(Shape):
    """Planned sessions `done` of those `planned` on the last `days` days that are over; `extra` ones never count in."""

    days: int
    planned: int
    done: int
    extra: int


class ProgressView(Shape):
    """The weeks back that are shown, the oldest first, and what is said of them; `met_band` is a week's MET-minutes."""

    days: tuple[ProgressDay, ...]
    weeks: tuple[ProgressWeek, ...]
    adherence: Adherence
    met_band: tuple[int, int]
    sentences: ProgressWords


class Caseload(Shape):
    """One person in a clinician's list; `pains_14d` is the worst pain told on each of 14 days, the last one today's."""

    planned_28d: int
    done_28d: int
    last_activity_on: date | None
    worst_pain_7d: Pain | None
    pains_14d: tuple[Pain | None, ...]


def first_shown(*, today: date, knowledge: Knowledge) -> date:
    """The Monday with which the weeks that are shown begin."""
    return _monday(today) - WEEK * (knowledge.progress.weeks_shown - 1)


def progress(record: Record, *, today: date, knowledge: Knowledge, catalogue: Catalogue) -> ProgressView:
    """How it went in the weeks up to `today`, from whatever version the plan was."""
    days = days_of(record, first_on=first_shown(today=today, knowledge=knowledge), today=today)
    weeks = _weeks(days, today=today, knowledge=knowledge, catalogue=catalogue)
    return ProgressView(
        days=tuple(_day(on, day, today=today) for on, day in days.items()),
        weeks=weeks,
        adherence=_adherence(days, today=today, span=knowledge.progress.adherence_days),
        met_band=knowledge.scheduling.mets.weekly_band,
        sentences=told(
            days,
            minutes=[week.minutes for week in weeks],
            dose=[week.met_minutes for week in weeks],
            today=today,
            knowledge=knowledge,
        ),
    )


def adherence(record: Record, *, today: date, knowledge: Knowledge) -> Adherence:
    """How much of what the last weeks planned was done; `record` must reach back as far."""
    span = knowledge.progress.adherence_days
    days = days_of(record, first_on=today - timedelta(days=span), today=today)
    return _adherence(days, today=today, span=span)


def caseload(record: Record, *, last_activity_on: date | None, today: date, knowledge: Knowledge) -> Caseload:
    """One person's line in a list; `record` must reach back as far as adherence does."""
    rules = knowledge.progress
    days = days_of(record, first_on=today - timedelta(days=rules.adherence_days), today=today)
    kept = _adherence(days, today=today, span=rules.adherence_days)
    series = [_worst(days.get(today - timedelta(days=back))) for back in reversed(range(rules.series_days))]
    week = [_worst(days.get(today - timedelta(days=back))) for back in range(rules.worst_of_days)]
    return Caseload(
        planned_28d=kept.planned,
        done_28d=kept.done,
        last_activity_on=last_activity_on,
        worst_pain_7d=max((pain for pain in week if pain is not None), default=None),
        pains_14d=tuple(series),
    )


def _day(on: date, day: Day, *, today: date) -> ProgressDay:
    return ProgressDay(
        on=on,
        planned=day.planned,
        done=day.done,
        extra=day.extra,
        planned_minutes=day.asked.minutes if day.asked else 0,
        done_minutes=day.minutes,
        pain_during=day.pain,
        pain_morning=day.morning,
        morning_due=day.asked is not None and day.asked.morning_due,
        partly=day.partly,
        missed=on < today and day.planned > day.done,
    )


def _weeks(
    days: Mapping[date, Day], *, today: date, knowledge: Knowledge, catalogue: Catalogue
) -> tuple[ProgressWeek, ...]:
    """Every week from the first with a session planned or done to the present one."""
    begun = [on for on, day in days.items() if day.planned or day.sessions]
    if not begun:
        return ()
    weeks = []
    monday = _monday(min(begun))
    while monday <= today:
        within = [day for on, day in days.items() if monday <= on < monday + WEEK]
        weeks.append(
            ProgressWeek(
                from_on=monday,
                planned=sum(day.planned for day in within),
                done=sum(day.done for day in within),
                extra=sum(day.extra for day in within),
                minutes=sum(day.minutes for day in within),
                met_minutes=round(
                    sum(
                        met_minutes(body, knowledge=knowledge, catalogue=catalogue)
                        for day in within
                        for body in day.sessions
                    )
                ),
            )
        )
        monday += WEEK
    return tuple(weeks)


def _adherence(days: Mapping[date, Day], *, today: date, span: int) -> Adherence:
    within = [day for on, day in days.items() if today - timedelta(days=span) <= on < today]
    over = [day for day in within if day.asked]
    return Adherence(
        days=span,
        planned=sum(day.planned for day in over),
        done=sum(day.done for day in over),
        extra=sum(day.extra for day in within),
    )


def _worst(day: Day | None) -> Pain | None:
    return max(_known((day.pain, day.morning)), default=None) if day else None


def _known(pains: Iterable[Pain | None]) -> list[Pain]:
    return [pain for pain in pains if pain is not None]


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())
