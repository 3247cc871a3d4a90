"""A followed session: decided once when it is logged, and again when its morning is known (specification 11.20)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from programs.engine.contract import Action, Reason
from programs.engine.logs import SessionBody
from programs.engine.plans import Morning, PlanState, Stop, Waiting
from programs.engine.progression import effects, moves
from programs.engine.progression.asking import asks_for_stage, waits
from programs.engine.progression.changes import decided, reason_of, with_change
from programs.engine.progression.flares import flare_day
from programs.engine.progression.mornings import severe_week, trend
from programs.engine.progression.practice import with_practice
from programs.engine.progression.raises import done_minutes, raised, weekly_increase
from programs.engine.progression.rules import decide
from programs.engine.progression.slots import SlotKey, key_of
from programs.engine.progression.stages import may_leave
from programs.engine.progression.terms import Terms
from programs.engine.progression.told import Told, is_missed, read_session

GOOD: tuple[Action, ...] = ("HOLD_AWAIT_MORNING", "HOLD_COUNT_SUCCESS", "HOLD_CAP", "PROGRESS_ONE_VARIABLE")


def first_pass(log_id: UUID, done_at: datetime, body: SessionBody, *, state: PlanState, terms: Terms) -> PlanState:
    """The state after a session of which the next morning is not known yet: it may hold or step back, never grow."""
    if state.stop is not None or is_missed(body):
        return state
    told = read_session(body, state=state, terms=terms)
    decision = decide(told.facts, knowledge=terms.knowledge)
    noted = _noted(log_id, state, body, told, terms)
    waiting = Waiting(
        log_id=log_id,
        on=body.on,
        done_at=done_at,
        facts=told.facts,
        action=decision.action,
        clean=told.clean,
        marked=told.marked,
        broken=told.broken,
    )
    after = _applied(noted, decision.action, waiting, on=body.on, log_id=log_id, terms=terms)
    if after.stop is None:
        after = after.model_copy(update={"waiting": (*after.waiting, waiting)})
    reason = decided(decision)
    if told.overdone:
        pacing = reason_of("pacing", terms).because
        reason = reason.model_copy(update={"because": f"{reason.because} {pacing}"})
    return with_change(noted, after, log_id=log_id, on=body.on, action=decision.action, reason=reason, terms=terms)


def second_passes(log_id: UUID, told_at: datetime, morning: Morning, *, state: PlanState, terms: Terms) -> PlanState:
    """The state after a morning's pain: each session before it that still waits is decided for good.

    A score that comes too late decides nothing: the session neither counts nor breaks the row.
    """
    rules = terms.knowledge.progression.trend
    longest = timedelta(hours=rules.due_hours + rules.late_hours)
    for waiting in state.waiting:
        if waiting.on >= morning.on or state.stop is not None:
            continue
        left = tuple(one for one in state.waiting if one.log_id != waiting.log_id)
        state = state.model_copy(update={"waiting": left})
        if told_at - waiting.done_at <= longest:
            state = _second_pass(log_id, waiting, morning, state, terms)
    return state


def _second_pass(log_id: UUID, waiting: Waiting, morning: Morning, state: PlanState, terms: Terms) -> PlanState:
    state = effects.broken(state, waiting.broken)
    higher = raised(state, waiting.clean, on=waiting.on, terms=terms)
    percent, minutes = weekly_increase(state, higher, on=waiting.on, terms=terms)
    now_known: dict[str, object] = {
        "pain_morning": morning.pain,
        "successes": _in_a_row(state, waiting.clean),
        "weekly_increase_pct": percent,
        "weekly_increase_min": minutes,
    }
    facts = waiting.facts.model_copy(update=now_known)
    state = effects.with_worse_morning(state, facts, on=morning.on, log_id=log_id, terms=terms)
    decision = decide(facts, knowledge=terms.knowledge)
    known = waiting.model_copy(update={"facts": facts})
    holding = _mornings_hold(state, on=morning.on, terms=terms)
    if holding is None and decision.action in (*GOOD, "HOLD"):
        state = moves.with_running(state, known, terms)
        moved = _moved(log_id, known, decision.action, morning, state, terms)
        if moved is not None:
            return moved
    if decision.action == waiting.action:
        return state
    action, reason = decision.action, decided(decision)
    if holding is not None and action in GOOD:
        action, reason = "HOLD", holding
    elif action == "PROGRESS_ONE_VARIABLE":
        held = waits(state, known, higher, on=morning.on, log_id=log_id, terms=terms)
        if held is not None:
            after, reason = held
            return with_change(state, after, log_id=log_id, on=morning.on, action="HOLD", reason=reason, terms=terms)
    after = _applied(state, action, known, on=waiting.on, log_id=log_id, terms=terms)
    return with_change(state, after, log_id=log_id, on=morning.on, action=action, reason=reason, terms=terms)


def _mornings_hold(state: PlanState, *, on: date, terms: Terms) -> Reason | None:
    """Why nothing goes up after any session: mornings severe all week (11.18), or worse than four weeks ago (11.28)."""
    rules = terms.knowledge.progression.trend
    if severe_week(state.mornings, on=on, rules=rules):
        return reason_of("severe_week", terms, pain=rules.severe_morning_from)
    worse = trend(state.mornings, on=on, rules=rules)
    return None if worse is None else reason_of("trend", terms, rise=worse)


def _moved(
    log_id: UUID, known: Waiting, action: Action, morning: Morning, state: PlanState, terms: Terms
) -> PlanState | None:
    """The state a stage up, or with a walk become a run, in place of a step; None where a session leads to neither.

    A later session that waits for its morning and has not gone well already keeps both away (INV21).
    """
    if any(one.action not in GOOD for one in state.waiting):
        return None
    after = effects.counted(state, known.clean, terms=terms) if action in GOOD else state
    proved = state.progression != "held" and may_leave(after, known, until=morning.on, terms=terms)
    if state.progression != "automatic":
        asked = asks_for_stage(after, on=morning.on, log_id=log_id) if proved else None
        reason = reason_of("asks_for_stage", terms, stage=state.stage + 1)
        return asked and with_change(
            state, asked, log_id=log_id, on=morning.on, action="HOLD", reason=reason, terms=terms
        )
    if proved:
        up = moves.moved_up(after, on=known.on, since=morning.on, terms=terms)
        reason = reason_of("stage_up", terms, before=state.stage, stage=up.stage)
        return with_change(state, up, log_id=log_id, on=morning.on, action="STAGE_UP", reason=reason, terms=terms)
    run = moves.run_in_place(after, on=known.on, terms=terms) if action == "PROGRESS_ONE_VARIABLE" else None
    if run is not None:
        reason = reason_of("running", terms, minutes=terms.knowledge.grading.walk_run.minutes)
        return with_change(state, run, log_id=log_id, on=morning.on, action=action, reason=reason, terms=terms)
    return None


def _noted(log_id: UUID, state: PlanState, body: SessionBody, told: Told, terms: Terms) -> PlanState:
    """What a session leaves behind whatever it led to."""
    state = effects.with_way_back(state, told.facts, on=body.on, terms=terms)
    state = moves.with_pain(state, pain=told.facts.pain_during, on=body.on, log_id=log_id, terms=terms)
    state = with_practice(state, log_id, body, told, terms)
    flaring = flare_day(state, on=body.on, rules=terms.knowledge.progression) is not None
    done = done_minutes(body, usual=not flaring and state.way_back is None, terms=terms)
    return state.model_copy(
        update={
            "last_session_on": max(body.on, state.last_session_on or body.on),
            "last_peripheralised": told.facts.limb == "peripheralised",
            "done": (*state.done, done),
        }
    )


def _in_a_row(state: PlanState, clean: tuple[SlotKey, ...]) -> int:
    """Good sessions in a row before this one, as far as an exercise of this one was done well in them too (11.25)."""
    best = max((slot.successes for slot in state.slots if slot.role == "main" and key_of(slot) in clean), default=0)
    return min(state.successes, best)


def _applied(state: PlanState, action: Action, waiting: Waiting, *, on: date, log_id: UUID, terms: Terms) -> PlanState:
    """The state after a result of section 6."""
    match action:
        case "STOP_EMERGENCY" | "STOP_SEEK_CARE_SAME_DAY" | "STOP_SEEK_CARE_ROUTINE":
            state = effects.reviewed(state, rule="care.spreads_twice", on=on, log_id=log_id)
            return effects.stopped(state, Stop(outcome="clinician_first", items=(), log_id=log_id, on=on))
        case "RESCREEN_RESTART_50PCT_STAGE1_2":
            return effects.rescreened(state, waiting.facts, on=on, terms=terms)
        case "FLARE_PLAN" | "FLARE_PLAN_AND_CLINICIAN_REVIEW":
            review = action == "FLARE_PLAN_AND_CLINICIAN_REVIEW"
            return effects.flared(state, waiting.facts, on=on, log_id=log_id, review=review, terms=terms)
        case "REGRESS_REMOVE_EXERCISE":
            return effects.removed(state, waiting.marked, on=on, terms=terms)
        case "REGRESS":
            return effects.stepped_back(state, waiting.marked, on=on, terms=terms)
        case "HOLD_AWAIT_MORNING" | "HOLD_CAP":
            return state
        case "HOLD_COUNT_SUCCESS":
            return effects.counted(state, waiting.clean, terms=terms)
        case "PROGRESS_ONE_VARIABLE":
            return effects.progressed(state, waiting.clean, on=on, terms=terms)
        case "HOLD" | "REENTRY_REPEAT_LAST_LEVEL" | "REENTRY_VOLUME_75PCT" | "REENTRY_GRADE_DOWN_50PCT":
            return effects.held(state)
