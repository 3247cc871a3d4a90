"""What each result of section 6 does to the plan's state."""

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from programs.engine.contract import Facts
from programs.engine.plans import PlanState, Review, Slot, Stop, WayBack
from programs.engine.progression.flares import flare_day, ongoing_flare
from programs.engine.progression.raises import raised
from programs.engine.progression.refit import refitted
from programs.engine.progression.rules import away, begins_flare, rise
from programs.engine.progression.slots import SlotKey, is_active, key_of, with_slot
from programs.engine.progression.steps import Place, less_time, paused, place_at, step_down
from programs.engine.progression.terms import Terms, exercise_of, strand_of
from programs.engine.progression.today import percent_on
from programs.knowledge.schema.progression import Strand

WAYS_BACK = ("R2b", "R2c", "R2d")


def with_way_back(state: PlanState, facts: Facts, *, on: date, terms: Terms) -> PlanState:
    """The state with a way back begun, if this was the first session after days away; whatever row matched (11.27).

    One that a plan begins with counts from its first session; one whose weeks are over has ended.
    """
    row, way = away(facts, terms.knowledge.progression), state.way_back
    if way is not None and state.last_session_on is None:
        way = way.model_copy(update={"since": on})
    if way is not None and percent_on(way, on, terms) >= 100:
        way = None
    state = state.model_copy(update={"way_back": way})
    return state.model_copy(update={"way_back": WayBack(rule=row, since=on)}) if row in WAYS_BACK else state


def stopped(state: PlanState, stop: Stop) -> PlanState:
    """Nothing is offered until the full questions are answered again; a graver stop replaces a lesser one."""
    order = ("clinician_first", "same_day", "emergency_now")
    if state.stop is not None and order.index(state.stop.outcome) >= order.index(stop.outcome):
        return state
    return _from_nothing(state).model_copy(update={"stop": stop})


def rescreened(state: PlanState, facts: Facts, *, on: date, terms: Terms) -> PlanState:
    """Too long away: the full questions come first, and the plan goes back to stage 1 or 2."""
    lowest = (
        1 if begins_flare(facts, terms.knowledge.progression) else terms.knowledge.matching.starting_stage.otherwise
    )
    lower = lowered(_from_nothing(state), stage=lowest, on=on)
    return refitted(lower.model_copy(update={"needs_rescreen": True, "opened": ()}), terms=terms)


def flared(state: PlanState, facts: Facts, *, on: date, log_id: UUID, review: bool, terms: Terms) -> PlanState:
    """A flare begins, or goes on if one began within the last days."""
    rules = terms.knowledge.progression
    begun = state.flares_on if ongoing_flare(state, on=on, rules=rules) else (*state.flares_on, on)
    state = _from_nothing(state).model_copy(update={"flares_on": begun, "eased_on": None, "opened": ()})
    if not review:
        return state
    flares, within = facts.flares_42d + 1, rules.flare.within_days
    return reviewed(state, rule="care.third_flare", on=on, log_id=log_id, flares=flares, within=within)


def with_pain(state: PlanState, *, pain: int | None, on: date, log_id: UUID, terms: Terms) -> PlanState:
    """The state after a pain that was told: in a flare it opens the way back, or closes it.

    Pain that is still high on a day on which the plan would come back takes it to its lowest stage; later it asks for a
    clinician as well (11.29).
    """
    if pain is None:
        return state
    rules = terms.knowledge.progression
    plan = rules.flare_plan
    if flare_day(state, on=on, rules=rules) is None:
        return state
    if pain <= plan.go_on_if_worst_pain_up_to:
        return state.model_copy(update={"eased_on": state.eased_on or on})
    state = state.model_copy(update={"eased_on": None})
    days = (on - state.flares_on[-1]).days
    if days < plan.days[1].day:
        return state
    lower = lowered(state, stage=plan.otherwise_stage, on=on)
    rule = "care.flare_stays" if days >= plan.clinician_at_day else "care.flare_72h"
    asked = reviewed(lower, rule=rule, on=on, log_id=log_id, days=days, pain=pain)
    return refitted(asked, terms=terms)


def lowered(state: PlanState, *, stage: int, on: date) -> PlanState:
    """The state at a stage that is no higher than its own; a lower one begins anew, and closes what logs had opened."""
    if stage >= state.stage:
        return state
    return state.model_copy(update={"stage": stage, "stage_since": on, "opened": ()})


def with_worse_morning(state: PlanState, facts: Facts, *, on: date, log_id: UUID, terms: Terms) -> PlanState:
    """The state after the morning that follows a session: enough worse ones ask for a clinician."""
    up, limits = rise(facts), terms.knowledge.care.numbers.worse_mornings
    if up is None or up < terms.knowledge.progression.step_back.morning_rise_from or on in state.worse_on:
        return state
    kept = (day for day in state.worse_on if 0 <= (on - day).days < limits.within_days)
    worse_on = (*kept, on)
    state = state.model_copy(update={"worse_on": worse_on})
    if len(worse_on) < limits.mornings:
        return state
    facts_told = {"mornings": len(worse_on), "within": limits.within_days}
    return reviewed(state, rule="care.worse_mornings", on=on, log_id=log_id, **facts_told)


def reviewed(state: PlanState, *, rule: str, on: date, log_id: UUID, **facts: int | str) -> PlanState:
    """The state with one more review for a clinician; the same rule for the same log asks for one only."""
    if any((one.rule, one.log_id) == (rule, log_id) for one in state.reviews):
        return state
    review = Review(rule=rule, on=on, log_id=log_id, facts=facts)
    return state.model_copy(update={"reviews": (*state.reviews, review)})


def stepped_back(state: PlanState, marked: Iterable[SlotKey], *, on: date, terms: Terms) -> PlanState:
    """One step back for what was marked, with nothing marked for what 11.22 names; the rest holds (row 4)."""
    start = _from_nothing(state)
    listed = list(marked)
    if listed:
        return _stage_after(_each(start, listed, step_down, on=on, terms=terms), on=on, terms=terms)
    lately = _raised_lately(start, on=on, terms=terms)
    if lately:
        return _stage_after(_each(start, lately, step_down, on=on, terms=terms), on=on, terms=terms)
    aerobic, heaviest = _first_aerobic(start, on, terms), _heaviest_strength(start, on, terms)
    lower = _each(start, aerobic, less_time, on=on, terms=terms)
    return _stage_after(_each(lower, heaviest, step_down, on=on, terms=terms), on=on, terms=terms)


def removed(state: PlanState, marked: Iterable[SlotKey], *, on: date, terms: Terms) -> PlanState:
    """What was marked is out for some days and a step lower when it is back (row 4a).

    With nothing marked that is what pulls on the nerve, else what was last raised; with neither it is a step back.
    """
    active = [slot for slot in state.slots if is_active(slot, on=on)]
    pulling = [key_of(slot) for slot in active if exercise_of(slot.now, terms).demands["neural_tension"] != "none"]
    last = sorted((slot for slot in active if slot.raised_on), key=lambda slot: slot.raised_on or date.min)[-1:]
    listed = list(marked) or pulling or [key_of(slot) for slot in last]
    if not listed:
        return stepped_back(state, (), on=on, terms=terms)
    return _stage_after(_each(_from_nothing(state), listed, _out, on=on, terms=terms), on=on, terms=terms)


def held(state: PlanState) -> PlanState:
    """Everything stays, and the counting of good sessions begins again."""
    return _from_nothing(state)


def counted(state: PlanState, clean: Iterable[SlotKey], *, terms: Terms) -> PlanState:
    """One more good session, for the plan and for each exercise done in it; a way back comes closer to its end."""
    listed = set(clean)
    slots = tuple(
        slot.model_copy(update={"successes": slot.successes + 1}) if key_of(slot) in listed else slot
        for slot in state.slots
    )
    return state.model_copy(
        update={"slots": slots, "successes": state.successes + 1, "way_back": _nearer(state.way_back, terms)}
    )


def broken(state: PlanState, keys: Iterable[SlotKey]) -> PlanState:
    """The row of what a session asked for and did not get unmarked, at its dose and in full, begins again (11.25)."""
    listed = set(keys)
    slots = tuple(
        slot.model_copy(update={"successes": 0}) if key_of(slot) in listed and slot.successes else slot
        for slot in state.slots
    )
    return state.model_copy(update={"slots": slots})


def progressed(state: PlanState, clean: Iterable[SlotKey], *, on: date, terms: Terms) -> PlanState:
    """The state with each chosen exercise one step up."""
    higher = raised(state, clean, on=on, terms=terms)
    done = counted(state, clean, terms=terms)
    slots = tuple(higher.get(key_of(slot), slot) for slot in done.slots)
    return done.model_copy(update={"slots": slots, "successes": 0})


def _from_nothing(state: PlanState) -> PlanState:
    """Good sessions in a row are counted from nothing again."""
    slots = tuple(slot.model_copy(update={"successes": 0}) if slot.successes else slot for slot in state.slots)
    return state.model_copy(update={"slots": slots, "successes": 0})


def _nearer(way_back: WayBack | None, terms: Terms) -> WayBack | None:
    """A way back after one more good session, None once enough were."""
    if way_back is None:
        return None
    needed = [step.sessions for step in terms.knowledge.progression.comeback[way_back.rule]]
    done = way_back.successes + 1
    if None not in needed and done >= sum(count or 0 for count in needed):
        return None
    return way_back.model_copy(update={"successes": done})


def _stage_after(state: PlanState, *, on: date, terms: Terms) -> PlanState:
    """The state after one more step back: enough of them in a short time take the whole plan a stage down."""
    moves = terms.knowledge.grading.stage_moves
    recent = [day for day in (*state.regressions_on, on) if (on - day).days < moves.down_within_days]
    if len(recent) < moves.down_after_regressions or state.stage == 1:
        return state.model_copy(update={"regressions_on": tuple(recent)})
    lower = lowered(state, stage=state.stage - 1, on=on)
    down = lower.model_copy(update={"regressions_on": ()})
    return refitted(down, terms=terms)


def _raised_lately(state: PlanState, *, on: date, terms: Terms) -> list[SlotKey]:
    days = terms.knowledge.progression.step_back.raised_within_days
    active = (slot for slot in state.slots if is_active(slot, on=on) and slot.raised_on is not None)
    return [key_of(slot) for slot in active if slot.raised_on and (on - slot.raised_on).days <= days]


def _first_aerobic(state: PlanState, on: date, terms: Terms) -> list[SlotKey]:
    return [key_of(slot) for slot in _main(state, "aerobic", on, terms)][:1]


def _heaviest_strength(state: PlanState, on: date, terms: Terms) -> list[SlotKey]:
    strength = _main(state, "strength", on, terms)
    heaviest = max(strength, key=lambda slot: exercise_of(slot.now, terms).grade, default=None)
    return [] if heaviest is None else [key_of(heaviest)]


def _main(state: PlanState, strand: Strand, on: date, terms: Terms) -> list[Slot]:
    active = (slot for slot in state.slots if slot.role == "main" and is_active(slot, on=on))
    return [slot for slot in active if strand_of(exercise_of(slot.now, terms), terms) == strand]


def _out(slot: Slot, *, place: Place) -> Slot:
    """The slot out for some days, lower by a step that stays with the same exercise; only a main one leaves a gap."""
    lower = step_down(slot, place=place)
    base = lower if lower.now.exercise == slot.now.exercise else slot
    out = paused(base, days=place.terms.knowledge.progression.step_back.remove_days, place=place)
    return out.model_copy(update={"stand_in": None}) if slot.role == "main" else out


def _each(
    state: PlanState, keys: Iterable[SlotKey], change: Callable[..., Slot], *, on: date, terms: Terms
) -> PlanState:
    """Each of these slots changed, one after the other, so that none takes what another has just taken."""
    listed = set(keys)
    for key in [key_of(slot) for slot in state.slots if key_of(slot) in listed]:
        slot = next(slot for slot in state.slots if key_of(slot) == key)
        if is_active(slot, on=on):
            state = with_slot(state, change(slot, place=place_at(state, on=on, terms=terms)))
        else:
            state = with_slot(state, slot.model_copy(update={"stand_in": None}))  # it was the stand-in that hurt
    return state
