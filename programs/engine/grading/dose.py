"""How much of an exercise: the start dose of the table, made smaller for age, and the most that it may grow to."""

from typing import Final

from exercises.schema import Amount, Exercise, Laterality
from programs.engine.contract import Dose, Side
from programs.engine.matching.person import Person
from programs.knowledge.load import Knowledge

SIDES: Final[dict[Laterality, Side]] = {"bilateral": "both", "each_side": "each", "alternating": "alternating"}


def start_dose(exercise: Exercise, *, person: Person, knowledge: Knowledge) -> Dose:
    """The dose of the first session: table start x age share, rounded down to a floor; reps, seconds, minutes, metres.

    The share is applied once, here, and never to sets. Source: specification 11.13 and 11.38.
    """
    start, floor = exercise.dose.start, knowledge.grading.start_floor
    percent = round(person.rules.start_dose * 100)
    return Dose(
        sets=start.sets,
        reps=_scaled(start.reps, percent, floor.reps),
        hold_s=capped_hold(_scaled(start.hold_s, percent, floor.hold_s), person=person),
        minutes=_scaled(start.minutes, percent, floor.minutes),
        distance_m=_scaled(start.metres, percent, floor.metres),
        rest_s=exercise.dose.rest_s,
        side=SIDES[exercise.laterality],
        effort_cr10=effort(exercise, person=person),
    )


def most(exercise: Exercise, *, person: Person) -> Amount:
    """The highest dose of an exercise for this person: the table's, with the hold cap of a flag."""
    top = exercise.dose.max
    return top.model_copy(update={"hold_s": capped_hold(top.hold_s, person=person)})


def effort(exercise: Exercise, *, person: Person) -> tuple[int, int]:
    """The exercise's effort range (CR10) cut to the lowest cap of stage, age band, irritability and flags."""
    low, high = exercise.effort_cr10
    return min(low, person.effort_cap), min(high, person.effort_cap)


def capped_hold(seconds: int | None, *, person: Person) -> int | None:
    """A hold in seconds, no longer than a flag allows."""
    if seconds is None or person.hold_cap_s is None:
        return seconds
    return min(seconds, person.hold_cap_s)


def _scaled(value: int | None, percent: int, floor: int) -> int | None:
    """A share of a table value, rounded down, neither below the floor nor above the value itself."""
    if value is None:
        return None
    return min(value, max(floor, value * percent // 100))
