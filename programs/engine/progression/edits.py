"""What a clinician does to a plan in use: an entry of the fold, held to the limits that hold for every other one."""

from collections.abc import Iterator
from datetime import date

from exercises.schema import Exercise
from programs.engine.care import Authored, Edit, ItemEdit
from programs.engine.contract import Dose
from programs.engine.grading.start import HIGHEST_STAGE, start_at
from programs.engine.plans import Change, PlanState, Slot, Step
from programs.engine.progression.asking import answered
from programs.engine.progression.changes import MOST_TOLD
from programs.engine.progression.doses import highest, lowest, value_of
from programs.engine.progression.refit import refitted
from programs.engine.progression.slots import is_twice, key_of
from programs.engine.progression.terms import Amount, Terms, first_dose
from programs.engine.progression.words import Counted, differences, sentence, told
from programs.engine.screening import known

AMOUNTS: tuple[Amount, ...] = ("reps", "hold_s", "minutes", "distance_m")
Span = tuple[int, int]


def authored(entry: Authored, state: PlanState, *, terms: Terms) -> PlanState:
    """The state after what a clinician did, with a change that names them.

    While a stop stands, or the full questions come first, an edit changes nothing: it never lifts either.
    """
    if entry.edit is None:
        made = sentence("edit_made", terms, by=entry.by)
        return _with_told(state, state, entry, because=entry.words or made, terms=terms)
    if is_held(state):
        return state
    after = edited(state, entry.edit, on=entry.on, terms=terms)
    because = entry.words or " ".join(_sentences(state, after, entry, terms))
    return _with_told(state, after, entry, because=because, terms=terms)


def is_held(state: PlanState) -> bool:
    """Whether the person's own full questions come first; nothing a clinician does takes their place."""
    return state.stop is not None or state.needs_rescreen


def edited(state: PlanState, edit: Edit, *, on: date, terms: Terms) -> PlanState:
    """The state with an edit in it: the stage up to the highest allowed, doses within the bounds of their exercises.

    What a named slot had earned is counted anew, a session that still waits for its morning included; a step that waits
    for a clinician goes when its limits change. What matching
    forbids at the stage, or the person does not want, gives way to what fits, as at any other change of stage.
    """
    stage = state.stage if edit.stage is None else min(edit.stage, highest_stage(terms))
    items = {(item.planned, item.role): item for item in edit.items}
    answers = {(one.planned, one.role): one.accepted for one in edit.answers}
    before, state = state, answered(state, answers, on=on, terms=terms)
    slots = tuple(
        _set(slot, items[key_of(slot)], stage=stage, on=on, terms=terms) if key_of(slot) in items else slot
        for slot in state.slots
    )
    touched = {key_of(now) for was, now in zip(before.slots, slots, strict=True) if _is_touched(was, now)}
    alone = tuple(_once(was, now, slots) for was, now in zip(state.slots, slots, strict=True))
    waiting = tuple(
        one.model_copy(update={"clean": tuple(key for key in one.clean if key not in touched)}) for one in state.waiting
    )
    since = {} if stage == state.stage else {"stage_since": on, "opened": () if stage < state.stage else state.opened}
    changed = {**since, "stage": stage, "slots": alone, "waiting": waiting}
    relimited = {key_of(now) for was, now in zip(state.slots, slots, strict=True) if was.limits != now.limits}
    proposed = tuple(one for one in state.proposed if (one.planned, one.role) not in relimited)
    changed |= {"progression": edit.progression or state.progression, "proposed": proposed}
    return refitted(state.model_copy(update=changed), terms=terms)


def trimmed(edit: Edit, state: PlanState, *, on: date, terms: Terms) -> Edit:
    """What of an edit is different from the state: only that is published, so nothing else is set or counted anew.

    A dose beyond its bounds stays in, so that it is refused in words and not passed over.
    """
    slots = {key_of(slot): slot for slot in state.slots}
    stage = state.stage if edit.stage is None else min(edit.stage, highest_stage(terms))

    def differs(item: ItemEdit) -> bool:
        slot = slots.get((item.planned, item.role))
        unknown = slot is None or (item.exercise is not None and item.exercise not in terms.catalogue.exercises)
        if unknown or slot is None:
            return True
        after = _set(slot, item, stage=stage, on=on, terms=terms)
        return after != slot or _is_cut(item, after, stage=stage, terms=terms)

    proposed = {(one.planned, one.role) for one in state.proposed}
    return Edit(
        items=tuple(item for item in edit.items if differs(item)),
        stage=None if edit.stage == state.stage else edit.stage,
        progression=None if edit.progression == state.progression else edit.progression,
        answers=tuple(one for one in edit.answers if (one.planned, one.role) in proposed),
    )


def highest_stage(terms: Terms) -> int:
    """The highest stage a clinician may choose: what holds the intake lower still wins (specification 11.33)."""
    facts = known(terms.published.intake, knowledge=terms.knowledge)
    return start_at(HIGHEST_STAGE, facts, knowledge=terms.knowledge).stage


def bounds(exercise: Exercise, *, stage: int, terms: Terms) -> dict[Counted, Span]:
    """The least and most of each number of an exercise's dose for this person: those that progression keeps to."""
    begun = first_dose(exercise, stage=stage, terms=terms)
    spans: dict[Counted, Span] = {"sets": (1, exercise.dose.max.sets)}
    for amount in AMOUNTS:
        value, top = value_of(begun, amount), highest(exercise, amount, stage=stage, terms=terms)
        if value:
            spans[amount] = (min(value, lowest(amount, terms), top), top)
    return spans


def _set(slot: Slot, item: ItemEdit, *, stage: int, on: date, terms: Terms) -> Slot:
    """The slot as the clinician wants it; one that is so already stays with all it has earned.

    A pause stays with its exercise: only another exercise ends it.
    """
    anew = {"undo": (), "successes": 0, "changed_on": on, "raised_on": None, "at_maximum_since": None}
    anew |= {"wished_away": None}
    if item.exercise is None or item.dose is None:
        return slot if slot.left_out else slot.model_copy(update={**anew, "left_out": True, "stand_in": None})
    same = item.exercise == slot.now.exercise
    exercise = terms.catalogue.exercises.get(item.exercise)
    if exercise is None:
        return slot
    base = slot.now.dose if same else first_dose(exercise, stage=stage, terms=terms)
    dose = _bounded(item.dose, base, bounds(exercise, stage=stage, terms=terms))
    step = Step(exercise=item.exercise, dose=dose, load=slot.now.load if same else 0)
    slot = slot.model_copy(update={"limits": (item.limits or slot.limits) if same else item.limits})
    if step == slot.now and not slot.left_out:
        return slot
    pause = {} if same else {"paused_until": None, "stand_in": None}
    return slot.model_copy(update={**anew, **pause, "now": step, "left_out": False})


def _is_touched(was: Slot, now: Slot) -> bool:
    """Whether more than a clinician's limits is different."""
    return was.model_copy(update={"limits": None}) != now.model_copy(update={"limits": None})


def _is_cut(item: ItemEdit, after: Slot, *, stage: int, terms: Terms) -> bool:
    """Whether more or less was asked for than the bounds let be set."""
    if item.exercise is None or item.dose is None:
        return False
    fields = bounds(terms.catalogue.exercises[item.exercise], stage=stage, terms=terms)
    return any(getattr(item.dose, field) not in (None, getattr(after.now.dose, field)) for field in fields)


def _bounded(wanted: Dose, base: Dose, spans: dict[Counted, Span]) -> Dose:
    held: dict[str, int] = {}
    for field, (least, most) in spans.items():
        value = getattr(wanted, field)
        held[field] = min(max(getattr(base, field) if value is None else value, least), most)
    return base.model_copy(update=held)


def _once(was: Slot, now: Slot, slots: tuple[Slot, ...]) -> Slot:
    """The slot, left out where another one holds its new exercise by now: a late log may have put it there."""
    twice = is_twice(now.now.exercise, was, slots)
    return now.model_copy(update={"left_out": True}) if twice else now


def _sentences(before: PlanState, after: PlanState, entry: Authored, terms: Terms) -> Iterator[str]:
    """What is different, for whoever is not told in the clinician's own words."""
    listed = list(_told(before, after, entry.on, terms)) or [sentence("edit", terms, by=entry.by)]
    yield from listed if len(listed) <= MOST_TOLD else [sentence("several", terms, count=len(listed))]


def _told(before: PlanState, after: PlanState, on: date, terms: Terms) -> Iterator[str]:
    if after.stage != before.stage:
        yield sentence("edit_stage", terms, stage=after.stage)
    if after.progression != before.progression:
        yield sentence(f"edit_{after.progression}", terms)
    for was, now in zip(before.slots, after.slots, strict=True):
        if was.limits != now.limits and not now.left_out:
            yield sentence("edit_limits", terms, exercise=terms.catalogue.exercises[now.now.exercise].name)
    yield from told(before, after.model_copy(update={"stage": before.stage}), on=on, terms=terms)
    for was, now in zip(before.slots, after.slots, strict=True):
        if was.left_out != now.left_out:
            name = terms.catalogue.exercises[now.now.exercise].name
            yield sentence("edit_removed" if now.left_out else "edit_back", terms, exercise=name)


def _with_told(before: PlanState, after: PlanState, entry: Authored, *, because: str, terms: Terms) -> PlanState:
    change = Change(
        log_id=entry.id,
        on=entry.on,
        action="CLINICIAN_PLAN" if entry.edit is None else "CLINICIAN_EDIT",
        rule="progression.edit_made" if entry.edit is None else "progression.edit",
        because=because,
        source=terms.knowledge.progression.words.by_clinician.format(by=entry.by),
        diffs=differences(before, after, on=entry.on, terms=terms),
        by=entry.by,
    )
    return after.model_copy(update={"changes": (*after.changes, change)})
