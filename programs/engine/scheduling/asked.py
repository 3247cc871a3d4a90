"""What a plan asked for on days that are over, as its logs stood then."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from exercises.load import Catalogue
from programs.engine.contract import SessionKind, Shape
from programs.engine.logs import CheckInBody, LogEntry, PrefBody, ScreeningBody, SessionBody, day_of
from programs.engine.plans import PlanState, Published
from programs.engine.progression.fold import fold
from programs.engine.progression.mornings import awaited
from programs.engine.scheduling.dated import dated_sessions
from programs.knowledge.load import Knowledge


class Asked(Shape):
    """What a plan asked for on a day that is over: the kind of each session, their minutes, the morning question."""

    on: date
    version: int
    kinds: tuple[SessionKind, ...]
    minutes: int
    morning_due: bool


class Past(NamedTuple):
    """A day that is over, the plan that was in force on it, and the effective logs known when it ended."""

    on: date
    published: Published
    logs: tuple[LogEntry, ...]


Fold = Callable[[Published, Sequence[LogEntry]], PlanState]


def asked(days: Iterable[Past], *, knowledge: Knowledge, catalogue: Catalogue) -> Iterator[Asked]:
    """The sessions and the morning question of each of `days` on which its plan asked for either.

    Logs of a later day are passed over. A session of the day itself changes nothing of what was asked for before it.
    A stop or an illness told on the day takes its sessions back, unless they were done all the same. Raises ValueError
    if a version has no program.
    """
    states: dict[tuple[int, tuple[UUID, ...]], PlanState] = {}

    def state_of(published: Published, logs: Sequence[LogEntry]) -> PlanState:
        # Day after day with nothing new leads to the same state.
        key = published.number, tuple(log.id for log in logs)
        if key not in states:
            states[key] = fold(published, logs, knowledge=knowledge, catalogue=catalogue)
        return states[key]

    for day in days:
        found = _asked(day, state_of=state_of, knowledge=knowledge, catalogue=catalogue)
        if found.kinds or found.morning_due:
            yield found


def _asked(day: Past, *, state_of: Fold, knowledge: Knowledge, catalogue: Catalogue) -> Asked:
    before = [log for log in day.logs if day_of(log) < day.on]
    told = [log for log in day.logs if day_of(log) == day.on]
    followed = any(isinstance(log.body, SessionBody) and log.body.planned_on in (None, day.on) for log in told)
    counts = (CheckInBody, PrefBody) if followed else (CheckInBody, PrefBody, ScreeningBody)
    state = state_of(day.published, [*before, *(log for log in told if isinstance(log.body, counts))])
    sessions = [
        session
        for session in dated_sessions(
            day.published, state, first_on=day.on, days=1, knowledge=knowledge, catalogue=catalogue
        )
        if session.kind != "rest"
    ]
    at_dawn = state_of(day.published, before)
    return Asked(
        on=day.on,
        version=day.published.number,
        kinds=tuple(session.kind for session in sessions),
        minutes=sum(session.minutes for session in sessions),
        morning_due=awaited(at_dawn, on=day.on, rules=knowledge.progression.trend) == day.on - timedelta(days=1),
    )
