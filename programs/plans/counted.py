"""What was done of what was asked, day by day: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from programs.engine.contract import Pain
from programs.engine.logs import CheckInBody, LogEntry, SessionBody
from programs.engine.scheduling.asked import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What progress is told from: the days asked about that are over, how far days are closed, all effective logs."""

    asked: tuple[Asked, ...] = ()
    closed_until: date = date.min
    logs: tuple[LogEntry, ...] = ()


@dataclass(slots=True)
class Day:
    """One day: its sessions `planned`, how many of them were `done` (on it or for it), those done beside any plan.

    `partly`: an exercise of a done one was left out. `sessions` are those of the day itself, whatever they were for.
    """

    asked: Asked | None = None
    planned: int = 0
    done: int = 0
    extra: int = 0
    partly: bool = False
    sessions: list[SessionBody] = field(default_factory=list)
    morning: Pain | None = None

    @property
    def minutes(self) -> int:
        return sum(body.minutes for body in self.sessions)

    @property
    def pain(self) -> Pain | None:
        """The worst pain of its sessions."""
        return max((item.pain for body in self.sessions for item in body.items if item.pain is not None), default=None)


def days_of(record: Record, *, first_on: date, today: date) -> dict[date, Day]:
    """Every day from `first_on` to `today` with something asked or logged, in order.

    A day that is not over asks for nothing yet, unless a session planned for it is done: then it asked for that one.
    """
    days = {one.on: Day(asked=one, planned=len(one.kinds)) for one in record.asked}
    for body in (log.body for log in record.logs):
        if isinstance(body, CheckInBody):
            days.setdefault(body.on, Day()).morning = body.pain
        elif isinstance(body, SessionBody) and _tells(body):
            days.setdefault(body.on, Day()).sessions.append(body)
    done = [body for on in sorted(days) for body in days[on].sessions if any(item.done for item in body.items)]
    for on in {body.planned_on for body in done if body.planned_on}:
        if record.closed_until < on <= today:
            days.setdefault(on, Day()).planned = 1
    _settle(done, days)
    return {on: days[on] for on in sorted(days) if first_on <= on <= today}


def _tells(body: SessionBody) -> bool:
    return any(item.done or item.pain is not None for item in body.items)


def _settle(done: Sequence[SessionBody], days: Mapping[date, Day]) -> None:
    """Counts each session once: for the day it was planned for, else for its own day, else as one beside the plan."""
    left = [body for body in done if not _counts(body, body.planned_on, days)]
    for body in left:
        if not _counts(body, body.on, days):
            days[body.on].extra += 1


def _counts(body: SessionBody, on: date | None, days: Mapping[date, Day]) -> bool:
    """Counts the session for a day that still has a planned one open; says whether it did."""
    day = days.get(on) if on else None
    if day is None or day.done >= day.planned:
        return False
    day.done += 1
    day.partly = day.partly or any(item.done == 0 for item in body.items)
    return True
