"""Morning pain: the usual one before a session, and what a rising or high one means (specification 11.18, 11.28)."""

from collections.abc import Iterable
from datetime import date, timedelta
from statistics import median

from programs.engine.contract import Intake
from programs.engine.plans import Morning, PlanState
from programs.knowledge.schema.progression import Trend

KEPT_DAYS = 42
"""Mornings older than this are read by no rule."""


def with_morning(mornings: tuple[Morning, ...], new: Morning) -> tuple[Morning, ...]:
    """The mornings with a new one: the last answer for a day holds, what nothing reads any more is dropped."""
    kept = [one for one in mornings if one.on != new.on and (new.on - one.on).days <= KEPT_DAYS]
    return tuple(sorted([*kept, new], key=lambda one: one.on))


def usual(mornings: Iterable[Morning], *, on: date, intake: Intake, rules: Trend) -> int:
    """The usual morning pain on a day: the median of the mornings up to it, rounded down; with few, the intake's."""
    found = _median(mornings, until=on, rules=rules)
    if found is not None:
        return found
    return rules.unknown_usual if intake.pain_now is None else intake.pain_now


def trend(mornings: Iterable[Morning], *, on: date, rules: Trend) -> int | None:
    """How much worse the usual morning is than four weeks before, when that is too much; else None."""
    listed = tuple(mornings)
    now = _median(listed, until=on, rules=rules)
    then = _median(listed, until=on - timedelta(days=rules.compare_days), rules=rules)
    if now is None or then is None or now - then < rules.rise_from:
        return None
    return now - then


def awaited(state: PlanState, *, on: date, rules: Trend) -> date | None:
    """The session that a morning's answer is for: the last one, from its day on while an answer counts (11.20)."""
    if state.stop is not None or not state.waiting:
        return None
    session_on = max(session.on for session in state.waiting)
    return session_on if 0 <= (on - session_on).days <= days_it_counts(rules) else None


def days_it_counts(rules: Trend) -> int:
    """On how many days after a session an answer of the morning still counts."""
    return -(-rules.late_hours // 24)


def severe_week(mornings: Iterable[Morning], *, on: date, rules: Trend) -> bool:
    """Whether every morning told in a week was severe, and there were enough to say so."""
    scores = _scores(mornings, until=on, days=rules.severe_days)
    return len(scores) >= rules.fewest_scores and min(scores) >= rules.severe_morning_from


def _median(mornings: Iterable[Morning], *, until: date, rules: Trend) -> int | None:
    scores = _scores(mornings, until=until, days=rules.median_days)
    return int(median(scores)) if len(scores) >= rules.fewest_scores else None


def _scores(mornings: Iterable[Morning], *, until: date, days: int) -> list[int]:
    return [one.pain for one in mornings if 0 <= (until - one.on).days < days]
