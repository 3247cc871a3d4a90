"""What takes the place of an exercise: another allowed one of its kind, never a harder one."""

from collections.abc import Collection, Iterable

from exercises.schema import Exercise
from programs.engine.contract import Role
from programs.engine.plans import Slot, Step
from programs.engine.progression.doses import no_longer
from programs.engine.progression.terms import Terms, exercise_of, first_dose, may_do


def replacement(
    slot: Slot, *, stage: int, taken: Collection[str], not_for_me: Iterable[str], terms: Terms
) -> Step | None:
    """The nearest exercise of the same group that may stand in the slot, at this person's start dose; None if none may.

    Nearest is what works the same muscles, then a first choice for the person's conditions, then the same subgroup,
    then the highest grade that is not above the slot's own, then catalogue order. `taken` is in the plan already.
    """
    old = exercise_of(slot.now, terms)
    fitting = [
        exercise
        for exercise in terms.catalogue.exercises.values()
        if exercise.group == old.group
        and exercise.grade <= old.grade
        and exercise.slug not in taken
        and may_stand_as(slot.role, exercise, terms)
        and may_do(exercise.slug, stage=stage, terms=terms, not_for_me=not_for_me)
    ]
    if not fitting:
        return None
    starters = _starters(stage, terms)
    aims = set(old.target_muscles)

    def distance(exercise: Exercise) -> tuple[bool, bool, bool, int]:
        shares = not aims.isdisjoint(exercise.target_muscles)
        return not shares, exercise.slug not in starters, exercise.subgroup != old.subgroup, -exercise.grade

    best = min(fitting, key=distance)
    return begun(best, instead_of=slot.now, stage=stage, terms=terms)


def begun(exercise: Exercise, *, instead_of: Step, stage: int, terms: Terms) -> Step:
    """An exercise at this person's start dose, in no more time than what it takes the place of."""
    dose = no_longer(first_dose(exercise, stage=stage, terms=terms), exercise, than=instead_of.dose, terms=terms)
    return Step(exercise=exercise.slug, dose=dose)


def _starters(stage: int, terms: Terms) -> set[str]:
    """First choices for the person's conditions up to this stage."""
    conditions = [terms.knowledge.conditions[slug] for slug in terms.judges[stage].person.conditions]
    sets = (condition.starter_sets_by_stage for condition in conditions)
    return {slug for by_stage in sets for at, slugs in by_stage.items() if at <= stage for slug in slugs}


def may_stand_as(role: Role, exercise: Exercise, terms: Terms) -> bool:
    """Whether an exercise may be a warm-up or cool-down (specification 11.36); any may be a main one."""
    shape = terms.knowledge.scheduling.shape
    kinds = {"warm_up": shape.warm_up, "cool_down": shape.cool_down}.get(role)
    return kinds is None or any(
        exercise.group == kind.group and exercise.grade <= kind.max_grade and exercise.dose.type in kind.dose_types
        for kind in kinds
    )
