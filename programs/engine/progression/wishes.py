"""A wish: an exercise that is not for me, or is again (a preference, never above safety)."""

from datetime import date

from programs.engine.contract import Reason
from programs.engine.plans import PlanState, Slot
from programs.engine.progression.changes import reason_of
from programs.engine.progression.slots import with_slot
from programs.engine.progression.steps import place_at
from programs.engine.progression.terms import Terms, may_do

PREFIX = "not_for_me:"


def wished_away(state: PlanState, slug: str, *, on: date, terms: Terms) -> PlanState:
    """Another exercise of its kind in each slot that holds `slug`; where none fits, the slot is left out."""
    if slug in state.not_for_me:
        return state
    state = state.model_copy(update={"not_for_me": (*state.not_for_me, slug)})
    for slot in state.slots:
        if slot.stand_in is not None and slot.stand_in.exercise == slug:
            state = with_slot(state, slot.model_copy(update={"stand_in": None}))
        elif slot.now.exercise == slug and not slot.left_out:
            state = with_slot(state, _swapped(slot, state, on=on, terms=terms))
    return state


def wished_back(state: PlanState, slug: str, *, terms: Terms) -> PlanState:
    """What stood in a slot before `slug` was wished away, where it is still allowed."""
    state = state.model_copy(update={"not_for_me": tuple(one for one in state.not_for_me if one != slug)})
    for slot in state.slots:
        before = slot.wished_away
        if (
            before is not None
            and before.exercise == slug
            and may_do(slug, stage=state.stage, terms=terms, not_for_me=(), opened=state.opened)
        ):
            back = {"now": before, "wished_away": None, "left_out": False, "undo": (), "successes": 0}
            state = with_slot(state, slot.model_copy(update=back))
    return state


def reason_for(slug: str, before: PlanState, after: PlanState, *, terms: Terms) -> Reason:
    """Why a plan changed with a wish about `slug`, in words."""
    name = terms.catalogue.exercises[slug].name
    changed = [now for was, now in zip(before.slots, after.slots, strict=True) if was != now]
    if slug not in after.not_for_me:
        return reason_of("for_me_again", terms, after=name)
    if all(slot.left_out for slot in changed):
        return reason_of("not_for_me_alone", terms, before=name)
    return reason_of("not_for_me", terms, before=name)


def _swapped(slot: Slot, state: PlanState, *, on: date, terms: Terms) -> Slot:
    found = place_at(state, on=on, terms=terms).instead_of(slot)
    changes = {"wished_away": slot.wished_away or slot.now, "undo": (), "successes": 0, "raised_on": None}
    if found is None:
        return slot.model_copy(update={**changes, "left_out": True})
    return slot.model_copy(update={**changes, "now": found, "changed_on": on})
