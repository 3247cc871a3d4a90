"""What a move of the stage does to a plan, what opens running, and a stage that lasts too long (11.34, 11.38)."""

from datetime import date
from uuid import UUID

from exercises.schema import Exercise
from programs.engine.plans import PlanState, Slot, Step, Stop, Waiting
from programs.engine.progression import effects
from programs.engine.progression.changes import reason_of, with_change
from programs.engine.progression.limits import is_capped
from programs.engine.progression.raises import GROWS
from programs.engine.progression.refit import refitted
from programs.engine.progression.replace import begun
from programs.engine.progression.rules import rise
from programs.engine.progression.slots import in_use, is_active, with_slot
from programs.engine.progression.stages import is_calm
from programs.engine.progression.terms import Terms, exercise_of, may_do, strand_of

TOO_LONG = "care.stage_long"


def moved_up(state: PlanState, *, on: date, since: date, terms: Terms) -> PlanState:
    """The state one stage up from the day `since`, with first choices of that stage; `on` is the session's day.

    At most one exercise of each strand changes, the one that waits longest: it gives way to a first choice of its kind,
    less than two grades harder, at the start dose and in no more time. The others go on, and grow as before (11.23).
    """
    state = state.model_copy(
        update={"stage": state.stage + 1, "stage_since": since, "stage_up_on": since, "successes": 0}
    )
    strands = set()
    for slot in sorted(state.slots, key=lambda slot: slot.changed_on or date.min):
        strand = strand_of(exercise_of(slot.now, terms), terms)
        found = _first_choice(slot, state, on=on, terms=terms) if strand not in strands else None
        if found is not None:
            state = with_slot(state, _raised(slot, found, on))
            strands.add(strand)
    return refitted(state, terms=terms)


def with_running(state: PlanState, decided: Waiting, terms: Terms) -> PlanState:
    """The state with running opened, if this session's brisk walk was long and easy enough and its morning no worse."""
    rules, run = terms.knowledge.grading.walk_run, terms.knowledge.matching.walk_run
    proof = next((one for one in state.practised if one.log_id == decided.log_id), None)
    up = rise(decided.facts)
    if run in state.opened or proof is None or up is None:
        return state
    if proof.brisk < rules.minutes or proof.spread or up > rules.morning_rise_up_to:
        return state
    return state.model_copy(update={"opened": (*state.opened, run)})


def run_in_place(state: PlanState, *, on: date, terms: Terms) -> PlanState | None:
    """The state with a walk become a run, where that is open and a first choice of the stage; None where it is not."""
    run = terms.knowledge.matching.walk_run
    if run not in state.opened or run in in_use(state.slots) or run not in _starters(state.stage, terms):
        return None
    for slot in sorted(state.slots, key=lambda slot: slot.changed_on or date.min):
        akin = exercise_of(slot.now, terms).group == terms.catalogue.exercises[run].group
        if akin and _may_give_way(slot, on, terms) and _may(run, state, terms):
            exercise = terms.catalogue.exercises[run]
            now = begun(exercise, instead_of=slot.now, stage=state.stage, terms=terms)
            return with_slot(state, _raised(slot, now, on))
    return None


def with_pain(state: PlanState, *, pain: int | None, log_id: UUID, on: date, terms: Terms) -> PlanState:
    """The state after a pain was told, with a change if a flare that does not settle has lowered the stage."""
    after = effects.with_pain(state, pain=pain, on=on, log_id=log_id, terms=terms)
    if state.stage == after.stage:
        return after
    day = (on - after.flares_on[-1]).days + 1
    reason = reason_of("stage_flare", terms, pain=pain, day=day, stage=after.stage)
    return with_change(state, after, log_id=log_id, on=on, action="STAGE_DOWN", reason=reason, terms=terms)


def is_too_long(state: PlanState, *, on: date, terms: Terms) -> bool:
    """Whether the plan has been at its stage for as long as it may (specification 5.1)."""
    most = terms.knowledge.grading.stages[state.stage].max_days
    return most is not None and (on - state.stage_since).days >= most


def with_too_long(state: PlanState, *, log_id: UUID, on: date, terms: Terms) -> PlanState:
    """The state with a review, once a stage, when it lasts too long.

    Where pain has not calmed at the first stage, and no clinician stands behind the plan, it stops the plan.
    """
    asked = any(one.rule == TOO_LONG and one.on >= state.stage_since for one in state.reviews)
    if asked or state.stop or state.needs_rescreen or not is_too_long(state, on=on, terms=terms):
        return state
    days, moves = (on - state.stage_since).days, terms.knowledge.grading.stage_moves
    facts = {"stage": state.stage, "days": days}
    after = effects.reviewed(state, rule=TOO_LONG, on=on, log_id=log_id, **facts)
    stops = state.stage <= moves.stop_at_stage and not _has_clinician(terms) and not is_calm(state, on=on, terms=terms)
    if stops:
        after = effects.stopped(after, Stop(outcome="clinician_first", items=(), log_id=log_id, on=on))
    reason = reason_of("stage_stop" if stops else "stage_long", terms, **facts)
    return with_change(state, after, log_id=log_id, on=on, action="STAGE_TOO_LONG", reason=reason, terms=terms)


def _has_clinician(terms: Terms) -> bool:
    intake = terms.published.intake
    return bool(intake.approvals or terms.published.authored) or intake.stage is not None


def _first_choice(slot: Slot, state: PlanState, *, on: date, terms: Terms) -> Step | None:
    """The stage's first choice that takes the slot's place: up its ladder, else for the same muscles, else the next."""
    old = exercise_of(slot.now, terms)
    starters = _starters(state.stage, terms)
    if not _may_give_way(slot, on, terms) or old.slug in starters:
        return None
    taken, jump = in_use(state.slots), terms.knowledge.progression.steps.ladder_jump_grades
    fitting = [
        exercise
        for exercise in (terms.catalogue.exercises[slug] for slug in starters)
        if exercise.group == old.group
        and 0 <= exercise.grade - old.grade < jump
        and exercise.slug not in taken
        and _may(exercise.slug, state, terms)
    ]

    def distance(exercise: Exercise) -> tuple[bool, bool]:
        return exercise.slug != old.progression, set(old.target_muscles).isdisjoint(exercise.target_muscles)

    best = min(fitting, key=distance, default=None)
    return None if best is None else begun(best, instead_of=slot.now, stage=state.stage, terms=terms)


def _may_give_way(slot: Slot, on: date, terms: Terms) -> bool:
    rested = slot.changed_on is None or (on - slot.changed_on).days >= terms.knowledge.progression.steps.change_days
    return slot.role == GROWS and is_active(slot, on=on) and rested and not is_capped(slot)


def _may(slug: str, state: PlanState, terms: Terms) -> bool:
    return may_do(slug, stage=state.stage, terms=terms, not_for_me=state.not_for_me, opened=state.opened)


def _raised(slot: Slot, now: Step, on: date) -> Slot:
    anew = {"successes": 0, "changed_on": on, "raised_on": on, "at_maximum_since": None}
    return slot.model_copy(update={**anew, "now": now, "undo": (*slot.undo, slot.now)})


def _starters(stage: int, terms: Terms) -> list[str]:
    """First choices for the person's conditions at a stage, in their order."""
    conditions = [terms.knowledge.conditions[slug] for slug in terms.judges[stage].person.conditions]
    return list(dict.fromkeys(slug for one in conditions for slug in one.starter_sets_by_stage[stage]))
