"""Which day holds what: strength days two days apart round the week, a rest day, and aerobic days between."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final, Literal

from programs.engine.contract import DAYS, Day, SessionKind
from programs.engine.matching.person import Person
from programs.knowledge.load import Knowledge

WEEK: Final = len(DAYS)
HOURS_A_DAY: Final = 24
AerobicKind = Literal["walk", "aquatic", "swim", "cardio"]
IN_WATER: Final[tuple[AerobicKind, ...]] = ("aquatic", "swim")
"""Kinds that can't share a session with work on land."""
AEROBIC: Final[dict[SessionKind, AerobicKind]] = {
    "walk": "walk",
    "aquatic": "aquatic",
    "swim": "swim",
    "cardio": "cardio",
}


@dataclass(frozen=True, slots=True)
class DayPlan:
    """`heavy`: strength of any grade may stand here; such days are at least 48 hours apart, week after week."""

    day: Day
    kind: SessionKind
    heavy: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Aerobic kinds that take turns, the most wanted first.

    `own`: the one that gets a day even where strength takes all. `liked`: it was asked for by name, so it may leave a
    single exercise day.
    """

    kinds: tuple[AerobicKind, ...]
    own: AerobicKind | None
    liked: bool


def plan_days(offered: tuple[Day, ...], *, person: Person, wanted: Wanted, knowledge: Knowledge) -> tuple[DayPlan, ...]:
    """The days of a week, in order; days not offered stay free (specification 5.2, 5.7, 11.30).

    With all seven offered one is a rest day. Exercise days are those of strength; the others are aerobic.
    """
    days = tuple(day for day in DAYS if day in offered)
    rest = days[-knowledge.scheduling.rest_day.at_least :] if len(days) == WEEK else ()
    active = tuple(day for day in days if day not in rest)
    gap = -(-knowledge.scheduling.rest_between.hours // HOURS_A_DAY)
    heavy = spaced(active, most=_strength_days(person, knowledge), gap=gap)
    exercise = set(heavy)
    for day in active:
        if len(exercise) < _exercise_days(len(active), person, knowledge):
            exercise.add(day)
    others = [day for day in active if day not in exercise]
    least = 1 if wanted.liked else knowledge.scheduling.picking.exercise_days_at_least
    aerobic = {day: wanted.kinds[turn % len(wanted.kinds)] for turn, day in enumerate(others) if wanted.kinds}
    if not others and wanted.own and len(exercise) > least:
        aerobic[sorted(exercise, key=DAYS.index)[len(exercise) // 2]] = wanted.own
    aerobic |= _more_water(exercise - aerobic.keys(), aerobic, wanted=wanted, knowledge=knowledge)
    plans = [DayPlan(day, aerobic.get(day, "exercise"), day in heavy and day not in aerobic) for day in active]
    plans += [DayPlan(day, "rest") for day in rest]
    return tuple(sorted(plans, key=lambda plan: DAYS.index(plan.day)))


def _exercise_days(active: int, person: Person, knowledge: Knowledge) -> int:
    """Least days of exercises: the stage's strength days where that leaves a day for a walk (5.7), else the usual."""
    least = knowledge.scheduling.picking.exercise_days_at_least
    change = knowledge.scheduling.frequency_by_age[person.band].strength_change
    return max(least, min(knowledge.scheduling.frequency[person.stage].strength[0] + change, active - 1))


def _more_water(
    exercise: set[Day], aerobic: dict[Day, AerobicKind], *, wanted: Wanted, knowledge: Knowledge
) -> dict[Day, AerobicKind]:
    """Who asked for water gets as many days of it as its table has (5.5), while enough days of exercises are left."""
    kinds = [kind for kind in wanted.kinds if kind in IN_WATER]
    if not wanted.liked or not kinds:
        return {}
    has = sum(kind in IN_WATER for kind in aerobic.values())
    lacking = min(row.days[0] for row in knowledge.scheduling.water.rows.values()) - has
    spare = sorted(exercise, key=DAYS.index)[1:-1]
    room = len(exercise) - knowledge.scheduling.picking.exercise_days_at_least
    return {day: kinds[(has + turn) % len(kinds)] for turn, day in enumerate(spare[: max(0, min(lacking, room))])}


def _strength_days(person: Person, knowledge: Knowledge) -> int:
    change = knowledge.scheduling.frequency_by_age[person.band].strength_change
    return max(1, knowledge.scheduling.frequency[person.stage].strength[1] + change)


@lru_cache(maxsize=1024)
def spaced(days: tuple[Day, ...], *, most: int, gap: int) -> tuple[Day, ...]:
    """At most `most` of the days, each `gap` days or more from the next round the week: as many as fit, then evenly."""
    for count in range(min(most, len(days)), 0, -1):
        fitting = [chosen for chosen in combinations(days, count) if smallest_gap(chosen) >= gap]
        if fitting:
            return max(fitting, key=smallest_gap)  # max keeps the earliest of equals
    return ()


def smallest_gap(days: tuple[Day, ...]) -> int:
    """Days between two neighbours, the last and the first of the next week included."""
    places = [DAYS.index(day) for day in days]
    return min((after - before) % WEEK or WEEK for before, after in zip(places, [*places[1:], places[0]], strict=True))
