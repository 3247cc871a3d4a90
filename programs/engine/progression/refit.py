"""Fits a plan to a lower stage: what is too much there goes down its ladder, is replaced, or is left out."""

from datetime import date

from programs.engine.contract import Reason
from programs.engine.plans import PlanState, Slot
from programs.engine.progression.replace import begun, replacement
from programs.engine.progression.slots import in_use, with_slot
from programs.engine.progression.terms import Terms, exercise_of, may_do, terms_on
from programs.engine.screening.said import said


def refitted(state: PlanState, *, terms: Terms) -> PlanState:
    """The state with every exercise allowed at its stage, those that stand in for another included."""
    for slot in state.slots:
        fit = slot
        if fit.stand_in is not None and not _may(fit.stand_in.exercise, state, terms):
            fit = fit.model_copy(update={"stand_in": None})
        if not fit.left_out and not _may(fit.now.exercise, state, terms):
            fit = _fitted(fit, state, terms)
        if fit is not slot:
            state = with_slot(state, fit)
    return state


def fitted_on(on: date, state: PlanState, *, terms: Terms) -> tuple[PlanState, Terms]:
    """The state and the terms of a day: what time has made too much by then gives way, as at any step down."""
    now = terms_on(on, terms)
    return (state, terms) if now is terms else (refitted(state, terms=now), now)


def late_reason(terms: Terms) -> Reason:
    """Why time made the plan stricter."""
    weeks = terms.knowledge.screening.pregnancy.back_lying_ends_at_week
    return said("screening.late_pregnancy", {"weeks": weeks}, knowledge=terms.knowledge)


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
