"""What one day's work leaves for the next: strength of a region two days apart, and no run after a run."""

from collections.abc import Iterable
from dataclasses import dataclass

from exercises.schema import Exercise
from programs.knowledge.load import Knowledge

RUN = "run"


@dataclass(frozen=True, slots=True)
class Load:
    """What a day worked so hard that the next day leaves it alone."""

    regions: frozenset[str] = frozenset()
    ran: bool = False


def region(exercise: Exercise, *, knowledge: Knowledge) -> frozenset[str]:
    """Regions that a strength exercise works so hard that they need 48 hours; none for what may be daily (11.30)."""
    between, dose = knowledge.scheduling.rest_between, exercise.dose
    short_hold = dose.type == "hold" and (dose.max.hold_s or 0) <= between.isometric_up_to_s
    if exercise.group != "strength" or exercise.grade < between.from_grade or short_hold:
        return frozenset()
    return frozenset(name for name, subgroups in between.regions.items() if exercise.subgroup in subgroups)


def load_of(exercises: Iterable[Exercise], *, knowledge: Knowledge) -> Load:
    """The load of a day on which these exercises were done."""
    done = list(exercises)
    worked = frozenset(name for exercise in done for name in region(exercise, knowledge=knowledge))
    return Load(regions=worked, ran=any(exercise.subgroup == RUN for exercise in done))


def clashes(exercise: Exercise, before: Load, *, knowledge: Knowledge) -> bool:
    """Whether an exercise may not follow the work of the day before."""
    return (before.ran and exercise.subgroup == RUN) or bool(region(exercise, knowledge=knowledge) & before.regions)
