"""What a phone that can't reach the server goes on with: the table for coming back, made ahead of time."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

from exercises.load import Catalogue
from programs.engine.contract import DAYS, Day, Reason, Shape
from programs.engine.plans import DatedSession, Easier, PlanState, Published
from programs.engine.progression.changes import reason_of
from programs.engine.progression.flares import flare_day
from programs.engine.progression.slots import is_active
from programs.engine.progression.terms import Terms, first_dose, may_do, terms_of, terms_on
from programs.engine.progression.told import planned_gap
from programs.engine.scheduling.dated import LOWEST_STAGE, days_of
from programs.knowledge.load import Knowledge
from programs.knowledge.schema.progression import Reentry

Row = Literal["R2a", "R2b", "R2c", "R2d"]
ROWS: tuple[Row, ...] = ("R2a", "R2b", "R2c")
"""The rows with sessions: after more days away than these the questions come first."""
WEEK = timedelta(days=7)


class AwayWeek(Shape):
    """A row of the table for coming back, as a phone without a connection looks it up: by day, then by days away.

    It holds on the days `on` for who was away `days`, both with both ends; `percent` of the usual amount. A weekday's
    session is the same in each week of `on`; the dates in `sessions` are those of one week.
    """

    rule: Row
    on: tuple[date, date]
    days: tuple[int, int]
    percent: int
    why: tuple[Reason, ...]
    sessions: tuple[DatedSession, ...]


class Away(Shape):
    """What a phone goes on with when it can't reach the server; `since` is the last day with a session, or the first.

    Days away are counted from one session to the next, less the `spare` ones of the earlier one's weekday. `gentle`
    are rest positions and breathing for when nothing else is offered.
    """

    since: date
    spare: dict[Day, int]
    weeks: tuple[AwayWeek, ...]
    gentle: tuple[Easier, ...]


def away(published: Published, state: PlanState, *, last_on: date, knowledge: Knowledge, catalogue: Catalogue) -> Away:
    """What holds after a phone's last news; `last_on` is the last day it has sessions for. Pure.

    In the week up to `last_on`: the usual amount, for who has gone on; left out where anything lowers the plan, as only
    the server knows when that ends. After it: the last week again, at most by the row for this, then by the lower one.
    Whatever time asks for by then is not looked at: the phone compares days. Source: specification, section 6, 11.27.
    """
    terms = terms_of(published, knowledge=knowledge, catalogue=catalogue)
    rows = {row.rule: row for row in knowledge.progression.reentry}
    weeks = (
        *_gone_on(state, rows["R2a"], last_on=last_on, terms=terms),
        *_afterwards(state, rows, last_on=last_on, terms=terms),
    )
    monday = published.starts_on - timedelta(days=published.starts_on.weekday())
    return Away(
        since=state.last_session_on or published.starts_on,
        spare={day: planned_gap(monday + timedelta(days=place), terms) - 1 for place, day in enumerate(DAYS)},
        weeks=tuple(week for week in weeks if week.sessions),
        gentle=tuple(_gentle(state, terms_on(last_on, terms))),
    )


def _gone_on(state: PlanState, row: Reentry, *, last_on: date, terms: Terms) -> Iterator[AwayWeek]:
    first_on = last_on - WEEK + timedelta(days=1)
    lowered = state.way_back or flare_day(state, on=first_on, rules=terms.knowledge.progression)
    paused = any(not is_active(slot, on=first_on) and not slot.left_out for slot in state.slots)
    if lowered or paused or terms_on(first_on, terms) is not terms_on(last_on, terms):
        return
    yield _week(state, row, on=(first_on, last_on), days=(1, _last(row)), made_for=first_on, terms=terms)


def _afterwards(state: PlanState, rows: Mapping[Row, Reentry], *, last_on: date, terms: Terms) -> Iterator[AwayWeek]:
    offline = terms.knowledge.progression.offline
    on = (last_on + timedelta(days=1), last_on + timedelta(days=offline.more_days))
    first = 1
    for rule in ROWS[ROWS.index(offline.rule) :]:
        # Made for its last days: time only ever makes a plan stricter.
        made_for = on[1] - WEEK + timedelta(days=1)
        week = _week(state, rows[rule], on=on, days=(first, _last(rows[rule])), made_for=made_for, terms=terms)
        yield week.model_copy(update={"why": (reason_of("offline", terms, percent=week.percent),)})
        first = _last(rows[rule]) + 1


def _week(
    state: PlanState, row: Reentry, *, on: tuple[date, date], days: tuple[int, int], made_for: date, terms: Terms
) -> AwayWeek:
    return AwayWeek(
        rule=row.rule,
        on=on,
        days=days,
        percent=round(row.volume * 100),
        why=(),
        sessions=days_of(state, terms, first_on=made_for, days=WEEK.days, away=row.days[0]),
    )


def _last(row: Reentry) -> int:
    """The most days away of a row that has an end."""
    return row.days[1] or row.days[0]


def _gentle(state: PlanState, terms: Terms) -> Iterator[Easier]:
    """Rest positions and breathing that suit this person at any time, at their start dose."""
    for slug in terms.knowledge.progression.flare_plan.comfort_set:
        if may_do(slug, stage=LOWEST_STAGE, terms=terms, not_for_me=state.not_for_me):
            dose = first_dose(terms.catalogue.exercises[slug], stage=LOWEST_STAGE, terms=terms)
            yield Easier(exercise=slug, dose=dose)
