"""What may stand in a slot instead: the ladder's neighbours, others of the same kind, and what speaks against each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from exercises.schema import Exercise
from programs.engine.contract import Dose, Reason
from programs.engine.matching import excluded, reason_against
from programs.engine.plans import PlanState, Slot
from programs.engine.progression.changes import reason_of
from programs.engine.progression.replace import begun, may_stand_as
from programs.engine.progression.slots import is_twice
from programs.engine.progression.terms import Terms, exercise_of

Relation = Literal["easier", "harder", "other"]
MOST = 12


@dataclass(frozen=True, slots=True)
class Option:
    """Another exercise for a slot at this person's start dose; `against` says why it can't be taken."""

    exercise: Exercise
    relation: Relation
    dose: Dose
    against: Reason | None


def options(slot: Slot, state: PlanState, *, stage: int, terms: Terms) -> tuple[Option, ...]:
    """At most twelve: the next easier and harder exercise of the ladder, then others of the group that are allowed.

    Of the others those of the same subgroup come first, then what works the same muscles, then the nearest grade. The
    neighbours on the ladder are there when something speaks against them too, so that a clinician reads why.
    """
    old = exercise_of(slot.now, terms)
    near = [(slug, relation) for slug, relation in _neighbours(old) if slug is not None]
    found = [_option(terms.catalogue.exercises[slug], relation, slot, state, stage, terms) for slug, relation in near]
    others = (one for one in terms.catalogue.exercises.values() if one.group == old.group and one.slug != old.slug)
    listed = [one for one in others if one.slug not in {slug for slug, _ in near}]
    for exercise in sorted(listed, key=lambda one: _distance(one, old)):
        if len(found) == MOST:
            break
        if against(exercise.slug, slot, state, stage=stage, terms=terms) is None:
            found.append(_option(exercise, "other", slot, state, stage, terms))
    return tuple(found)


def against(slug: str, slot: Slot, state: PlanState, *, stage: int, terms: Terms) -> Reason | None:
    """What forbids an exercise in a slot at a stage: matching first, then the person's wish, then the place itself."""
    exercise = terms.catalogue.exercises.get(slug)
    if exercise is None or not _is_akin(exercise, slot, terms):
        return reason_of("edit_unfit", terms, exercise=slug if exercise is None else exercise.name)
    judge = terms.judge(stage, state.opened)
    forbidden = reason_against(exercise, judge=judge)
    if forbidden is not None:
        told = excluded(exercise, *forbidden, judge=judge)
        return Reason(rule=told.rule, because=told.because, source=told.source)
    if slug in state.not_for_me:
        return reason_of("edit_unwanted", terms, exercise=exercise.name)
    if is_twice(slug, slot, state.slots):
        return reason_of("edit_twice", terms, exercise=exercise.name)
    if slug != slot.now.exercise and not may_stand_as(slot.role, exercise, terms):
        return reason_of("edit_unfit", terms, exercise=exercise.name)
    return None


def _is_akin(exercise: Exercise, slot: Slot, terms: Terms) -> bool:
    """Whether an exercise is of the group of what stands or was planned in a slot, or on its ladder."""
    held = [exercise_of(slot.now, terms), terms.catalogue.exercises[slot.planned]]
    return any(exercise.group == one.group or exercise.slug in _ladder(one, terms) for one in held)


def _ladder(exercise: Exercise, terms: Terms) -> Iterator[str]:
    for step in ("regression", "progression"):
        slug: str | None = getattr(exercise, step)
        while slug is not None:
            yield slug
            slug = getattr(terms.catalogue.exercises[slug], step)


def _neighbours(old: Exercise) -> tuple[tuple[str | None, Relation], ...]:
    return (old.regression, "easier"), (old.progression, "harder")


def _option(exercise: Exercise, relation: Relation, slot: Slot, state: PlanState, stage: int, terms: Terms) -> Option:
    return Option(
        exercise=exercise,
        relation=relation,
        dose=begun(exercise, instead_of=slot.now, stage=stage, terms=terms).dose,
        against=against(exercise.slug, slot, state, stage=stage, terms=terms),
    )


def _distance(exercise: Exercise, old: Exercise) -> tuple[bool, bool, int, int]:
    shares = not set(old.target_muscles).isdisjoint(exercise.target_muscles)
    return exercise.subgroup != old.subgroup, not shares, abs(exercise.grade - old.grade), exercise.grade
