"""One exercise one step up or down: amount, sets, load, then the ladder (specification 11.24)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from programs.engine.plans import PlanState, Slot, Step
from programs.engine.progression.doses import highest, lowest, step_size, value_of
from programs.engine.progression.limits import at_most, is_capped, is_frozen, keeps_floor, may_become, step_of
from programs.engine.progression.replace import begun, replacement
from programs.engine.progression.slots import in_use
from programs.engine.progression.terms import Terms, amount_of, exercise_of, first_dose, may_do


@dataclass(frozen=True)
class Place:
    """Where and when a step is taken: the plan's stage, the day, what it holds, what is not for me, what is opened."""

    stage: int
    on: date
    taken: frozenset[str]
    not_for_me: tuple[str, ...]
    terms: Terms
    opened: tuple[str, ...] = ()

    def may_do(self, slug: str) -> bool:
        """Whether an exercise that the plan does not hold yet is allowed and wanted."""
        return slug not in self.taken and self.may_keep(slug)

    def may_keep(self, slug: str) -> bool:
        """Whether an exercise is allowed and wanted."""
        return may_do(slug, stage=self.stage, terms=self.terms, not_for_me=self.not_for_me, opened=self.opened)

    def instead_of(self, slot: Slot) -> Step | None:
        """What may take the slot's place."""
        return replacement(slot, stage=self.stage, taken=self.taken, not_for_me=self.not_for_me, terms=self.terms)

    def begin(self, slug: str) -> Step:
        """An exercise at this person's start dose."""
        return Step(
            exercise=slug, dose=first_dose(self.terms.catalogue.exercises[slug], stage=self.stage, terms=self.terms)
        )


def place_at(state: PlanState, *, on: date, terms: Terms, more: Iterable[Slot] = ()) -> Place:
    """Where a step is taken in this state; `more` are slots as they will be."""
    taken = in_use([*state.slots, *more])
    return Place(stage=state.stage, on=on, taken=taken, not_for_me=state.not_for_me, terms=terms, opened=state.opened)


def step_up(slot: Slot, *, place: Place) -> Slot | None:
    """The slot one variable higher, or None where there is nothing to raise.

    The amount grows by the exercise's own step up to its maximum; then a set is added and the amount starts again; then
    the weight or band grows; then comes the ladder's next exercise, if matching allows it. A clinician's limits hold.
    """
    if is_frozen(slot):
        return None
    higher = _more(slot, place)
    if higher is None and not is_capped(slot):
        higher = _another_set(slot.now, place) or _more_load(slot.now, place)
    higher = higher or _next(slot, place)
    if higher is None:
        return None
    full = _is_full(higher, place) and _another_set(higher, place) is None
    return slot.model_copy(
        update={
            "now": higher,
            "undo": (*slot.undo, slot.now),
            "successes": 0,
            "changed_on": place.on,
            "raised_on": place.on,
            "at_maximum_since": (slot.at_maximum_since or place.on) if full else None,
        }
    )


def step_down(slot: Slot, *, place: Place) -> Slot:
    """The slot one step lower: the last raise undone; else less of what is above the start dose; else the regression.

    Where nothing easier is allowed it is paused.
    """
    for back in range(1, len(slot.undo) + 1):
        if place.may_keep(slot.undo[-back].exercise) and keeps_floor(slot.undo[-back], slot, place.terms):
            return _lowered(slot, place, now=slot.undo[-back], undo=slot.undo[:-back])
    less = _less(slot.now, place)
    if less is not None and place.may_keep(less.exercise) and keeps_floor(less, slot, place.terms):
        return _lowered(slot, place, now=less, undo=())
    easier = exercise_of(slot.now, place.terms).regression
    if easier is not None and place.may_do(easier):
        exercise = place.terms.catalogue.exercises[easier]
        now = begun(exercise, instead_of=slot.now, stage=place.stage, terms=place.terms)
        return _lowered(slot, place, now=now, undo=())
    return paused(slot, days=place.terms.knowledge.progression.steps.pause_days, place=place)


def less_time(slot: Slot, *, place: Place) -> Slot:
    """The slot with less walking, water or cardio: as `step_down`, but at the start dose the minutes shrink."""
    exercise = exercise_of(slot.now, place.terms)
    amount = amount_of(exercise)
    value = value_of(slot.now.dose, amount)
    lower = max(value - step_size(exercise, amount), lowest(amount, place.terms))
    if slot.undo or _less(slot.now, place) or amount not in ("minutes", "distance_m") or lower >= value:
        return step_down(slot, place=place)
    now = _with_dose(slot.now, {amount: lower})
    return (
        _lowered(slot, place, now=now, undo=()) if keeps_floor(now, slot, place.terms) else step_down(slot, place=place)
    )


def paused(slot: Slot, *, days: int, place: Place) -> Slot:
    """The slot left out for some days, with another exercise of its kind in its place where one is allowed."""
    until = place.on + timedelta(days=days)
    return _lowered(slot, place, paused_until=until, stand_in=place.instead_of(slot))


def _lowered(slot: Slot, place: Place, **changes: object) -> Slot:
    base = {"successes": 0, "changed_on": place.on, "raised_on": None, "at_maximum_since": None}
    return slot.model_copy(update={**base, **changes})


def _less(now: Step, place: Place) -> Step | None:
    """One step less of what is above this person's start dose: first of the amount, then of the sets."""
    exercise = exercise_of(now, place.terms)
    amount, start = amount_of(exercise), place.begin(exercise.slug).dose
    value, least = value_of(now.dose, amount), value_of(start, amount)
    if now.load:
        return now.model_copy(update={"load": now.load - 1})
    if value > least:
        return _with_dose(now, {amount: max(least, value - step_size(exercise, amount))})
    return _with_dose(now, {"sets": now.dose.sets - 1}) if now.dose.sets > start.sets else None


def _more(slot: Slot, place: Place) -> Step | None:
    now = slot.now
    exercise = exercise_of(now, place.terms)
    amount = amount_of(exercise)
    value = value_of(now.dose, amount)
    most = at_most(slot, highest(exercise, amount, stage=place.stage, terms=place.terms))
    if value >= most:
        return None
    step = step_of(slot, step_size(exercise, amount))
    if exercise.slug == place.terms.knowledge.matching.walk_run:
        step = max(1, min(step, value * place.terms.knowledge.grading.walk_run.step_percent // 100))
    return _with_dose(now, {amount: min(most, value + step)})


def _is_full(now: Step, place: Place) -> bool:
    """Whether the amount is the most that the exercise may grow to for this person, whatever a clinician allows."""
    exercise = exercise_of(now, place.terms)
    amount = amount_of(exercise)
    return value_of(now.dose, amount) >= highest(exercise, amount, stage=place.stage, terms=place.terms)


def _another_set(now: Step, place: Place) -> Step | None:
    exercise = exercise_of(now, place.terms)
    if now.dose.sets >= exercise.dose.max.sets:
        return None
    amount = amount_of(exercise)
    begun = value_of(place.begin(exercise.slug).dose, amount)
    return _with_dose(now, {"sets": now.dose.sets + 1, amount: min(begun, value_of(now.dose, amount))})


def _more_load(now: Step, place: Place) -> Step | None:
    if not _takes_load(now, place) or _load_waits(place):
        return None
    return now.model_copy(update={"load": now.load + 1})


def _takes_load(now: Step, place: Place) -> bool:
    """Whether a heavier weight or a firmer band comes before the ladder."""
    steps = place.terms.knowledge.progression.steps
    has_kit = not set(steps.load_kit).isdisjoint(exercise_of(now, place.terms).equipment)
    return has_kit and now.load < steps.load_raises


def _load_waits(place: Place) -> bool:
    """Whether it is too early in the plan for more load with one of the person's conditions."""
    days = (place.on - place.terms.published.starts_on).days
    waits = place.terms.knowledge.progression.steps.load_waits_for
    return any(days < waits.get(slug, 0) for slug in place.terms.judges[place.stage].person.conditions)


def _next(slot: Slot, place: Place) -> Step | None:
    exercise = exercise_of(slot.now, place.terms)
    if exercise.progression is None or not may_become(slot, exercise.progression):
        return None
    if not place.may_do(exercise.progression) or (_takes_load(slot.now, place) and _load_waits(place)):
        return None
    harder = place.terms.catalogue.exercises[exercise.progression]
    waited = (place.on - _at_most_since(slot, place)).days
    steps = place.terms.knowledge.progression.steps
    if harder.grade - exercise.grade >= steps.ladder_jump_grades and waited < steps.ladder_jump_days:
        return None
    return place.begin(harder.slug)


def _at_most_since(slot: Slot, place: Place) -> date:
    """Since when a slot is done at its exercise's maximum: it grew to it, was set or began there; else from now on."""
    if not _is_full(slot.now, place) or _another_set(slot.now, place) is not None:
        return place.on
    since = slot.at_maximum_since or slot.changed_on or place.terms.published.starts_on
    return since if slot.paused_until is None else max(since, slot.paused_until)


def _with_dose(now: Step, changes: dict[str, int]) -> Step:
    return now.model_copy(update={"dose": now.dose.model_copy(update=changes)})
