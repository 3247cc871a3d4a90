"""What speaks against an edit before it is published: what forbids it, and what needs a clinician's reason."""

from collections.abc import Iterator
from datetime import date
from math import ceil

from exercises.schema import Exercise
from programs.engine.care import Edit, GrowthLimits, ItemEdit, Objection
from programs.engine.contract import Dose, Reason
from programs.engine.grading.start import start_at
from programs.engine.plans import PlanState, Slot
from programs.engine.progression.changes import reason_of
from programs.engine.progression.doses import step_size, value_of
from programs.engine.progression.edits import bounds, edited, highest_stage
from programs.engine.progression.limits import limits_now
from programs.engine.progression.options import against
from programs.engine.progression.raises import minutes_of
from programs.engine.progression.slots import SlotKey, key_of
from programs.engine.progression.terms import Terms, amount_of
from programs.engine.screening import known


def objections(state: PlanState, edit: Edit, *, on: date, terms: Terms) -> tuple[Objection, ...]:
    """Everything against an edit of this state, item by item; with one that `forbids` it is not published.

    Matching is asked at the edit's stage. Nothing that it excludes can be overridden (yet).
    """
    stage = state.stage if edit.stage is None else min(edit.stage, highest_stage(terms))
    slots = {key_of(slot): slot for slot in state.slots}
    asked = _as_asked(state, edit)  # so that two slots may not take the same exercise
    found = [*_stage(state, edit, terms)]
    for item in edit.items:
        slot = slots.get((item.planned, item.role))
        if slot is None:
            found.append(_forbids(item.exercise or "", reason_of("edit_slot", terms)))
        elif item.exercise is not None:
            found += _item(item, slot, asked, stage, terms)
    if not any(one.forbids for one in found):
        found += _sessions(state, edited(state, edit, on=on, terms=terms), terms)
    return tuple(found)


def _stage(state: PlanState, edit: Edit, terms: Terms) -> Iterator[Objection]:
    if edit.stage is None:
        return
    if edit.stage > highest_stage(terms):
        facts = known(terms.published.intake, knowledge=terms.knowledge)
        yield _forbids("", start_at(edit.stage, facts, knowledge=terms.knowledge).reason)
    else:
        yield from stage_jump(state.stage, edit.stage, terms=terms)


def stage_jump(before: int, after: int, *, terms: Terms) -> Iterator[Objection]:
    """That a clinician's stage is further up than logs lead at once."""
    if after > before + 1:
        days = terms.knowledge.grading.stage_moves.up_at_most_one_in_days
        yield _asks(reason_of("edit_stage_jump", terms, before=before, after=after, days=days))


def _item(item: ItemEdit, slot: Slot, asked: PlanState, stage: int, terms: Terms) -> Iterator[Objection]:
    slug, dose = item.exercise, item.dose
    if slug is None or dose is None:
        return
    reason = against(slug, slot, asked, stage=stage, terms=terms)
    if reason is not None:
        yield _forbids(slug, reason)
    exercise = terms.catalogue.exercises.get(slug)
    if exercise is None:
        return
    for field, (least, most) in bounds(exercise, stage=stage, terms=terms).items():
        value = getattr(dose, field)
        if value is None or not least <= value <= most:
            unit = terms.knowledge.progression.words.units[field][1]
            told = reason_of("edit_dose", terms, exercise=exercise.name, low=least, high=most, unit=unit)
            yield _forbids(slug, told)
    limits = item.limits or (limits_now(slot) if slug == slot.now.exercise else None)
    if limits is not None:
        yield from _limits(limits, exercise, dose, stage, terms)


def _limits(limits: GrowthLimits, exercise: Exercise, dose: Dose, stage: int, terms: Terms) -> Iterator[Objection]:
    """Limits outside what the exercise may grow to, that the dose itself breaks, or steps larger than the rules'."""
    amount = amount_of(exercise)
    least, most = bounds(exercise, stage=stage, terms=terms)[amount]
    value, size = value_of(dose, amount), step_size(exercise, amount)
    low, high = limits.floor or least, limits.ceiling or most
    if not least <= low <= value <= high <= most or (limits.step or size) > size:
        unit = terms.knowledge.progression.words.units[amount][1]
        facts = {"exercise": exercise.name, "low": least, "value": value, "high": most, "step": size, "unit": unit}
        yield _forbids(exercise.slug, reason_of("edit_limits_unfit", terms, **facts))


def _as_asked(state: PlanState, edit: Edit) -> PlanState:
    """The state with the exercises that were asked for, before anything gives way."""
    items = {(item.planned, item.role): item for item in edit.items if item.exercise is not None}

    def asked(slot: Slot) -> Slot:
        item = items.get(key_of(slot))
        if item is None:
            return slot
        now = slot.now.model_copy(update={"exercise": item.exercise})
        return slot.model_copy(update={"now": now, "stand_in": None})

    return state.model_copy(update={"slots": tuple(map(asked, state.slots))})


def _sessions(before: PlanState, after: PlanState, terms: Terms) -> Iterator[Objection]:
    """That a session would be empty, longer than what was offered, or grow by more than the plan would let it."""
    rules, program, offered = terms.knowledge.progression, terms.published.prescription.program, terms.published.intake
    most = offered.minutes * (100 + rules.steps.over_offered_percent) / 100
    cap = rules.weekly_cap
    reasons: dict[Reason, bool] = {}
    for session in program.sessions if program else ():
        keys = [(item.exercise, item.role) for item in session.items]
        was, now = _minutes(before, keys, terms), _minutes(after, keys, terms)
        if _mains(before, keys) and not _mains(after, keys):
            reasons[reason_of("edit_empty", terms)] = True
        elif now > max(was, most):
            facts = {"minutes": ceil(now), "offered": offered.minutes}
            reasons[reason_of("edit_minutes", terms, **facts)] = True
        elif now - was > max(cap.session_minutes, was * cap.session_percent / 100):
            facts = {"before": ceil(was), "after": ceil(now), "percent": cap.session_percent}
            reasons[reason_of("edit_growth", terms, **facts)] = False
    for reason, forbids in reasons.items():
        yield _forbids("", reason) if forbids else _asks(reason)


def _minutes(state: PlanState, keys: list[SlotKey], terms: Terms) -> float:
    return sum(minutes_of(slot.now.dose, terms) for slot in state.slots if key_of(slot) in keys and not slot.left_out)


def _mains(state: PlanState, keys: list[SlotKey]) -> int:
    return sum(1 for slot in state.slots if key_of(slot) in keys and slot.role == "main" and not slot.left_out)


def _forbids(exercise: str, reason: Reason) -> Objection:
    return Objection(exercise=exercise, **reason.model_dump(), forbids=True, needs_reason=False)


def _asks(reason: Reason) -> Objection:
    return Objection(exercise="", **reason.model_dump(), forbids=False, needs_reason=True)
