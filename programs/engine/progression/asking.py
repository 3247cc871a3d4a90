"""A step up that does not come by itself: too long at a stage, nothing to raise, or a clinician is asked first."""

from datetime import date
from uuid import UUID

from programs.engine.contract import Reason
from programs.engine.plans import PlanState, Proposed, Slot, Step, Waiting
from programs.engine.progression import effects
from programs.engine.progression.changes import reason_of
from programs.engine.progression.limits import is_capped
from programs.engine.progression.moves import is_too_long
from programs.engine.progression.raises import is_ready, is_short_of_time
from programs.engine.progression.slots import SlotKey, key_of
from programs.engine.progression.steps import place_at, step_up
from programs.engine.progression.terms import Terms

PROPOSAL, NEXT_STAGE = "care.proposal", "care.next_stage"


def waits(
    state: PlanState, known: Waiting, higher: dict[SlotKey, Slot], *, on: date, log_id: UUID, terms: Terms
) -> tuple[PlanState, Reason] | None:
    """The state and the reason where enough good sessions lead to no step now; None where the step comes.

    `higher` is what would go up, `on` the day of the morning. The good session counts in any case.
    """
    after = effects.counted(state, known.clean, terms=terms)
    if is_too_long(state, on=on, terms=terms):
        return after, reason_of("stage_long", terms, stage=state.stage, days=(on - state.stage_since).days)
    if state.progression == "held":
        return after, reason_of("held_by_clinician", terms)
    if not higher:
        return after, reason_of(_why_nothing(state, known, terms), terms)
    if state.progression == "automatic":
        return None
    proposed = (*after.proposed, *_proposals(higher, state, on, log_id))
    asked = after.model_copy(update={"proposed": proposed, "successes": 0})
    told = effects.reviewed(asked, rule=PROPOSAL, on=on, log_id=log_id, steps=len(higher))
    return told, reason_of("asks_clinician", terms)


def asks_for_stage(state: PlanState, *, on: date, log_id: UUID) -> PlanState | None:
    """The state with a review, once a stage, when its logs prove the next one and a clinician moves this plan."""
    asked = any(one.rule == NEXT_STAGE and one.on >= state.stage_since for one in state.reviews)
    if asked or state.progression != "ask_first":
        return None
    return effects.reviewed(state, rule=NEXT_STAGE, on=on, log_id=log_id, stage=state.stage + 1)


def without_past(state: PlanState) -> PlanState:
    """The state without proposals that no longer fit: the slot or the stage changed, or something stepped back since.

    Days away count as a step back: what was earned before them is earned anew after the way back (11.27).
    """
    if not state.proposed:
        return state
    if state.stop or state.needs_rescreen:
        return state.model_copy(update={"proposed": ()})
    slots = {key_of(slot): slot for slot in state.slots}
    away = () if state.way_back is None else (state.way_back.since,)
    back = max((*state.flares_on, *state.regressions_on, *away, state.stage_since))
    kept = (one for one in state.proposed if one.on > back and _stands(one, slots.get((one.planned, one.role))))
    return state.model_copy(update={"proposed": tuple(kept)})


def _stands(proposed: Proposed, slot: Slot | None) -> bool:
    if slot is None or slot.left_out or slot.now != proposed.before:
        return False
    return slot.paused_until is None or slot.paused_until <= proposed.on


def answered(state: PlanState, answers: dict[SlotKey, bool], *, on: date, terms: Terms) -> PlanState:
    """The state with proposals taken or declined; one that no longer fits is passed over.

    What was declined waits as long as after a change before it is proposed again.
    """
    slots = []
    for slot in state.slots:
        proposed = next((one for one in state.proposed if (one.planned, one.role) == key_of(slot)), None)
        answer = answers.get(key_of(slot)) if proposed is not None else None
        if proposed is None or answer is None:
            slots.append(slot)
        elif answer:
            slots.append(_taken(slot, proposed.after, state, on, terms))
        else:
            slots.append(slot.model_copy(update={"successes": 0, "changed_on": on}))
    left = tuple(one for one in state.proposed if (one.planned, one.role) not in answers)
    return state.model_copy(update={"slots": tuple(slots), "proposed": left})


def _taken(slot: Slot, wanted: Step, state: PlanState, on: date, terms: Terms) -> Slot:
    higher = step_up(slot, place=place_at(state, on=on, terms=terms))
    return higher if higher is not None and higher.now == wanted else slot


def _proposals(higher: dict[SlotKey, Slot], state: PlanState, on: date, log_id: UUID) -> list[Proposed]:
    before = {key_of(slot): slot.now for slot in state.slots}
    return [
        Proposed(planned=planned, role=role, before=before[planned, role], after=slot.now, on=on, log_id=log_id)
        for (planned, role), slot in higher.items()
    ]


def _why_nothing(state: PlanState, known: Waiting, terms: Terms) -> str:
    """The rule that says why nothing goes up."""
    if is_short_of_time(state, known.clean, on=known.on, terms=terms):
        return "no_time_to_grow"
    ready = (slot for slot in state.slots if key_of(slot) in known.clean and is_ready(slot, on=known.on, terms=terms))
    return "capped_by_clinician" if any(map(is_capped, ready)) else "nothing_to_raise"
