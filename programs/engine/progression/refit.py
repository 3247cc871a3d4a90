"""Fits a plan to a lower stage: what is too much there goes down its ladder, is replaced, or is left out."""

from programs.engine.plans import PlanState, Slot
from programs.engine.progression.replace import begun, replacement
from programs.engine.progression.slots import in_use, with_slot
from programs.engine.progression.terms import Terms, exercise_of, may_do


def refitted(state: PlanState, *, terms: Terms) -> PlanState:
    """The state with every exercise allowed at its stage."""
    for slot in state.slots:
        if not slot.left_out and not _may(slot.now.exercise, state, terms):
            state = with_slot(state, _fitted(slot, state, terms))
        elif slot.stand_in is not None and not _may(slot.stand_in.exercise, state, terms):
            state = with_slot(state, slot.model_copy(update={"stand_in": None}))
    return state


def _fitted(slot: Slot, state: PlanState, terms: Terms) -> Slot:
    taken = in_use(state.slots)
    easier = exercise_of(slot.now, terms).regression
    while easier is not None and (easier in taken or not _may(easier, state, terms)):
        easier = terms.catalogue.exercises[easier].regression
    if easier is not None:
        now = begun(terms.catalogue.exercises[easier], instead_of=slot.now, stage=state.stage, terms=terms)
    else:
        found = replacement(slot, stage=state.stage, taken=taken, not_for_me=state.not_for_me, terms=terms)
        if found is None:
            return slot.model_copy(update={"left_out": True, "stand_in": None, "undo": ()})
        now = found
    return slot.model_copy(update={"now": now, "undo": (), "raised_on": None, "at_maximum_since": None})


def _may(slug: str, state: PlanState, terms: Terms) -> bool:
    return may_do(slug, stage=state.stage, terms=terms, not_for_me=state.not_for_me, opened=state.opened)
