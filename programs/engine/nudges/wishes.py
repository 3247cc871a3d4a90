"""What a person wishes of reminders, and when the next one is due (rules N1, N7 and N8)."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from backfit.lib.zones import zone_named
from programs.engine.contract import DAYS, Day, Shape
from programs.knowledge.load import Knowledge

PREFIX: Final = "reminder:"
SESSION_DAYS: Final = "plan"
CLOCK_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
CALENDAR_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LOOK_AHEAD: Final = 15  # days: a week on which the clock jumps over the wished time, and one more
FURTHEST: Final = timedelta(days=366)


class Quiet(Shape):
    """Local times: from `begins` on, over midnight if need be, and before `ends` nothing is sent."""

    begins: time
    ends: time


class Wishes(Shape):
    """What a person wishes of reminders: `at` is local; `days` None are the days with a session.

    `chosen`: they have said yes or no. Until `paused_until`, a local day, there are none.
    """

    on: bool
    chosen: bool
    at: time
    days: tuple[Day, ...] | None
    quiet: Quiet
    paused_until: date | None


def wishes_of(prefs: Mapping[str, str], *, knowledge: Knowledge) -> Wishes:
    """The wishes in a person's prefs (the last of each key); what can't be read counts as not said (N1, N7, N8)."""
    usual = knowledge.nudges
    read = {key: value for key, value in prefs.items() if wish_fault(key, value, knowledge=knowledge) is None}

    def said(what: str) -> str | None:
        return read.get(PREFIX + what)

    begins, ends = _span(said("quiet") or f"{usual.quiet.begins:%H:%M}-{usual.quiet.ends:%H:%M}")
    return Wishes(
        on=said("on") == "yes",
        chosen=said("on") is not None,
        at=_time(said("at") or f"{usual.at:%H:%M}"),
        days=_days(said("days") or SESSION_DAYS),
        quiet=Quiet(begins=begins, ends=ends),
        paused_until=_day(said("paused_until") or ""),
    )


def wish_fault(key: str, value: str, *, knowledge: Knowledge) -> str | None:
    """Why a pref `reminder:<what>` can't be kept, in words; None if it can, or if it is about something else."""
    if not key.startswith(PREFIX):
        return None
    read = READERS.get(key.removeprefix(PREFIX))
    if read is None:
        return f"{key} is not known here"
    try:
        found = read(value)
    except ValueError:
        return f"{key} can't be {value!r}"
    if read is _span and _hours(value) < knowledge.nudges.quiet.hours_at_least:
        return f"quiet hours last {knowledge.nudges.quiet.hours_at_least} hours at least"
    return f"{key} is empty" if found == () else None


def next_at(wishes: Wishes, *, zone: str, after: datetime) -> datetime | None:
    """The next instant (UTC) after `after` at which the person wishes to be reminded; None if there is none.

    On a day on which the clock jumps over the wished time it is as much later; where it comes twice, the first counts.
    None for a zone that is not known: nobody's night may be guessed at.
    """
    there = zone_named(zone)
    if not wishes.on or there is None:
        return None
    today = after.astimezone(there).date()
    first = max(today, wishes.paused_until or today)
    if first - today > FURTHEST:
        return None
    for ahead in range(LOOK_AHEAD):
        on = first + timedelta(days=ahead)
        at = datetime.combine(on, wishes.at, there).astimezone(UTC)
        local = at.astimezone(there)
        if at > after and local.date() == on and is_wished(wishes, on) and not is_quiet(wishes, local.time()):
            return at
    return None


def is_quiet(wishes: Wishes, local: time) -> bool:
    """Whether a local time lies in the person's quiet hours (N7)."""
    begins, ends = wishes.quiet.begins, wishes.quiet.ends
    return begins <= local < ends if begins < ends else local >= begins or local < ends


def is_wished(wishes: Wishes, on: date) -> bool:
    """Whether a local day is one on which the person wishes to be reminded (N1)."""
    return wishes.days is None or DAYS[on.weekday()] in wishes.days


def _yes_or_no(value: str) -> bool:
    if value not in ("yes", "no"):
        raise ValueError
    return value == "yes"


def _time(value: str) -> time:
    if not CLOCK_TIME.fullmatch(value):
        raise ValueError
    return time.fromisoformat(value)


def _days(value: str) -> tuple[Day, ...] | None:
    if value == SESSION_DAYS:
        return None
    named = value.split(",") if value else []
    if not set(named) <= set(DAYS):
        raise ValueError
    return tuple(day for day in DAYS if day in named)


def _span(value: str) -> tuple[time, time]:
    begins, _, ends = value.partition("-")
    return _time(begins), _time(ends)


def _hours(value: str) -> float:
    begins, ends = (datetime.combine(date.min, at) for at in _span(value))
    return ((ends - begins) % timedelta(days=1)) / timedelta(hours=1)


def _day(value: str) -> date | None:
    if value and not CALENDAR_DAY.fullmatch(value):
        raise ValueError
    return date.fromisoformat(value) if value else None


READERS: Final[dict[str, Callable[[str], object]]] = {
    "on": _yes_or_no,
    "at": _time,
    "days": _days,
    "quiet": _span,
    "paused_until": _day,
}
