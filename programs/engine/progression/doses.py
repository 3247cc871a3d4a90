"""Arithmetic of one dose: its amount, more of it, a share of it."""

from exercises.schema import Exercise
from programs.engine.contract import Dose
from programs.engine.grading.dose import most
from programs.engine.progression.terms import Amount, Terms, amount_of
from programs.engine.scheduling.parts import seconds


def value_of(dose: Dose, amount: Amount) -> int:
    """How many repetitions, seconds, minutes or metres a set of this dose has; 0 where it counts something else."""
    value = {
        "reps": dose.reps,
        "hold_s": dose.hold_s,
        "minutes": dose.minutes,
        "distance_m": dose.distance_m,
    }[amount]
    return value or 0


def with_value(dose: Dose, amount: Amount, value: int) -> Dose:
    """The dose with another amount."""
    return dose.model_copy(update={amount: value})


def highest(exercise: Exercise, amount: Amount, *, stage: int, terms: Terms) -> int:
    """The most an exercise's amount may grow to for this person."""
    top = most(exercise, person=terms.judges[stage].person)
    return {"reps": top.reps, "hold_s": top.hold_s, "minutes": top.minutes, "distance_m": top.metres}[amount] or 0


def step_size(exercise: Exercise, amount: Amount) -> int:
    """By how much one step changes the amount."""
    step = exercise.dose.step
    return {"reps": step.reps, "hold_s": step.hold_s, "minutes": step.minutes, "distance_m": step.metres}[amount] or 0


def lowest(amount: Amount, terms: Terms) -> int:
    """No dose goes below this."""
    floor = terms.knowledge.grading.start_floor
    return {"reps": floor.reps, "hold_s": floor.hold_s, "minutes": floor.minutes, "distance_m": floor.metres}[amount]


def no_longer(dose: Dose, exercise: Exercise, *, than: Dose, terms: Terms) -> Dose:
    """A dose that takes no more time than another where it can: fewer sets, then less of the amount, down to the floor.

    What takes the place of an exercise must fit the time that the exercise had.
    """
    timing = terms.knowledge.scheduling.timing
    room, amount = seconds(than, timing=timing), amount_of(exercise)
    while seconds(dose, timing=timing) > room and dose.sets > 1:
        dose = dose.model_copy(update={"sets": dose.sets - 1})
    while seconds(dose, timing=timing) > room and value_of(dose, amount) > lowest(amount, terms):
        dose = with_value(dose, amount, value_of(dose, amount) - 1)
    return dose


def share_of(dose: Dose, exercise: Exercise, *, percent: int, terms: Terms) -> Dose:
    """A share of the amount, rounded down, not below the floor; the sets stay, and nothing grows."""
    amount = amount_of(exercise)
    value = value_of(dose, amount)
    return with_value(dose, amount, min(value, max(value * percent // 100, lowest(amount, terms))))
