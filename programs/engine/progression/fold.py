"""The plan's state as a fold over logs and what clinicians did, and one change for each that decided something."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from exercises.load import Catalogue
from programs.engine.care import Authored
from programs.engine.contract import Facts
from programs.engine.logs import (
    CheckInBody,
    LogEntry,
    MeasureBody,
    PrefBody,
    ScreeningBody,
    SessionBody,
    TakenBackBody,
    day_of,
    order,
)
from programs.engine.plans import Morning, PlanState, Published, Slot, Step, Stop, WayBack
from programs.engine.progression import screens, wishes
from programs.engine.progression.asking import without_past
from programs.engine.progression.changes import decided, reason_of, with_change
from programs.engine.progression.edits import authored
from programs.engine.progression.effects import lowered, reviewed, stopped
from programs.engine.progression.limits import taken_on
from programs.engine.progression.mornings import severe_week, trend, with_morning
from programs.engine.progression.moves import with_pain, with_too_long
from programs.engine.progression.practice import with_measure
from programs.engine.progression.refit import fitted_on, late_reason, refitted
from programs.engine.progression.rules import decide
from programs.engine.progression.sessions import first_pass, second_passes
from programs.engine.progression.terms import Terms, terms_of
from programs.knowledge.load import Knowledge

LIMITS_ENDED = "care.limits_ended"


def start(published: Published, *, knowledge: Knowledge, catalogue: Catalogue) -> PlanState:
    """The state of a version before any log; raises ValueError if it has no program."""
    return _start(terms_of(published, knowledge=knowledge, catalogue=catalogue))


def fold(published: Published, logs: Iterable[LogEntry], *, knowledge: Knowledge, catalogue: Catalogue) -> PlanState:
    """The state that these effective logs lead to, whatever order they are given in: they are read as they happened.

    `logs` are those of this plan, none replaced or withdrawn; what clinicians did to it is read between them. Raises
    ValueError if the version has no program. Source: specification, section 6 and 11.20 to 11.31.
    """
    entries: list[LogEntry | Authored] = [*logs, *published.authored]
    terms = terms_of(published, knowledge=knowledge, catalogue=catalogue)
    *_, state = along(sorted(entries, key=order), terms=terms)
    return state


def along(entries: Iterable[LogEntry | Authored], *, terms: Terms) -> Iterator[PlanState]:
    """The state before any entry, then after each of these, read as they are given: in the order they happened.

    An entry is asked for only when the state before it was taken, so it may depend on that state.
    """
    state = _start(terms)
    yield state
    for entry in entries:
        state, terms = _caught_up(entry, state, terms)
        state = authored(entry, state, terms=terms) if isinstance(entry, Authored) else _read(entry, state, terms)
        state = _with_reviews(without_past(state), on=day_of(entry), terms=terms)
        yield state


def _with_reviews(state: PlanState, *, on: date, terms: Terms) -> PlanState:
    """The state with what time asks a clinician for by a day; whichever log tells of the day, it is asked for once."""
    for due in terms.dues:
        if due.review is not None and due.asked_on <= on:
            cause = uuid5(NAMESPACE_URL, f"{due.review} {due.asked_on}")
            days = terms.knowledge.matching.stage_holds[0].clinician_after_days
            state = reviewed(state, rule=due.review, on=due.asked_on, log_id=cause, days=days)
    return state


def _caught_up(entry: LogEntry | Authored, state: PlanState, terms: Terms) -> tuple[PlanState, Terms]:
    """The state and the terms that an entry meets: what time forbids by its day has given way before it."""
    on = day_of(entry)
    after, now = fitted_on(on, state, terms=terms)
    if after.slots == state.slots:
        return after, now
    reason = late_reason(now)
    told = with_change(state, after, log_id=entry.id, on=on, action="TIME_PASSED", reason=reason, terms=now)
    return told, now


def _start(terms: Terms) -> PlanState:
    prescription = terms.published.prescription
    slots: dict[tuple[str, str], Slot] = {}
    for session in prescription.program.sessions if prescription.program else ():
        for item in session.items:
            now = Step(exercise=item.exercise, dose=item.dose)
            slots.setdefault((item.exercise, item.role), Slot(planned=item.exercise, role=item.role, now=now))
    stage, since = prescription.stage or 1, terms.published.starts_on
    handed = terms.published.handed
    held, lost = taken_on(tuple(slots.values()), handed.limits, terms)
    begun = PlanState(stage=stage, slots=held, stage_since=since, **handed.model_dump(exclude={"limits"}))
    if lost:
        cause = uuid5(NAMESPACE_URL, f"{LIMITS_ENDED} {since} {' '.join(lost)}")
        begun = reviewed(begun, rule=LIMITS_ENDED, on=since, log_id=cause, exercises=_named(lost, terms))
    return _on_the_way_back(begun, terms) if terms.published.way_back else begun


def _named(slugs: Iterable[str], terms: Terms) -> str:
    return ", ".join(terms.catalogue.exercises[slug].name for slug in slugs)


def _on_the_way_back(state: PlanState, terms: Terms) -> PlanState:
    """A plan after too long away: at stage 1 or 2, and at a share of its doses from its first session on (11.27)."""
    on = terms.published.starts_on
    lower = lowered(state, stage=terms.knowledge.matching.starting_stage.otherwise, on=on)
    return refitted(lower.model_copy(update={"way_back": WayBack(rule="R2d", since=on)}), terms=terms)


def _read(entry: LogEntry, state: PlanState, terms: Terms) -> PlanState:
    match entry.body:
        case ScreeningBody() as body:
            return _screening(entry.id, body, state, terms)
        case SessionBody() as body:
            return _session(entry, body, state, terms)
        case CheckInBody() as body:
            return _check_in(entry, body, state, terms)
        case TakenBackBody() as body:
            return _spread_said(entry.id, body.on, state, terms)
        case MeasureBody() as body:
            return with_measure(state, body, terms)
        case PrefBody() as body:
            return _wish(entry, body, state, terms)
    return state


def _session(entry: LogEntry, body: SessionBody, state: PlanState, terms: Terms) -> PlanState:
    if entry.said_spread:
        state = _spread_said(entry.id, body.on, state, terms)
    after = first_pass(entry.id, entry.occurred_at, body, state=state, terms=terms)
    if entry.said_spread:
        after = after.model_copy(update={"last_peripheralised": True})
    if entry.earlier:
        return _stop_alone(state, after)
    return after if after is state else with_too_long(after, log_id=entry.id, on=body.on, terms=terms)


def _check_in(entry: LogEntry, body: CheckInBody, state: PlanState, terms: Terms) -> PlanState:
    morning = Morning(on=body.on, pain=body.pain)
    state = state.model_copy(update={"mornings": with_morning(state.mornings, morning)})
    state = with_pain(state, pain=body.pain, on=body.on, log_id=entry.id, terms=terms)
    rules = terms.knowledge.progression.trend
    if severe_week(state.mornings, on=body.on, rules=rules):
        facts = {"pain": rules.severe_morning_from, "days": rules.severe_days}
        state = reviewed(state, rule="care.severe_week", on=body.on, log_id=entry.id, **facts)
    worse = trend(state.mornings, on=body.on, rules=rules)
    if worse is not None:  # whatever single sessions say, and without one (11.28)
        state = reviewed(state, rule="care.trend", on=body.on, log_id=entry.id, rise=worse)
    state = second_passes(entry.id, entry.occurred_at, morning, state=state, terms=terms)
    return with_too_long(state, log_id=entry.id, on=body.on, terms=terms)


def _spread_said(log_id: UUID, on: date, state: PlanState, terms: Terms) -> PlanState:
    """The state after a session that said pain moved down the limb, and was corrected or withdrawn: a stop alone."""
    after = state.model_copy(update={"last_peripheralised": True})
    if state.stop is not None or not state.last_peripheralised:
        return after
    twice = decide(Facts(limb="peripheralised", periph_prev=True), knowledge=terms.knowledge)
    after = stopped(after, Stop(outcome="clinician_first", items=(), log_id=log_id, on=on))
    after = reviewed(after, rule="care.spreads_twice", on=on, log_id=log_id)
    return with_change(state, after, log_id=log_id, on=on, action=twice.action, reason=decided(twice), terms=terms)


def _stop_alone(before: PlanState, after: PlanState) -> PlanState:
    """The state before a session of the plan before: what it earned or eased belongs to that one, a stop does not."""
    if after.stop is not None:
        return after
    return before.model_copy(update={"last_peripheralised": after.last_peripheralised})


def _screening(log_id: UUID, body: ScreeningBody, state: PlanState, terms: Terms) -> PlanState:
    found = screens.stopping(body, terms=terms)
    if found is not None:
        outcome, items = found
        decision = decide(screens.as_facts(outcome), knowledge=terms.knowledge)
        after = stopped(state, Stop(outcome=outcome, items=items, log_id=log_id, on=body.on))
        after = reviewed(after, rule=f"care.{outcome}", on=body.on, log_id=log_id, items=", ".join(items))
        return with_change(
            state, after, log_id=log_id, on=body.on, action=decision.action, reason=decided(decision), terms=terms
        )
    if screens.is_ill(body, terms=terms):
        until = max(body.on + screens.rest_days(terms), state.rest_until or body.on)
        after = state.model_copy(update={"rest_until": until})
        hours = terms.knowledge.screening.illness.well_hours
        reason = reason_of("illness", terms, hours=hours)
        return with_change(
            state, after, log_id=log_id, on=body.on, action="REST_AFTER_ILLNESS", reason=reason, terms=terms
        )
    return state


def _wish(entry: LogEntry, body: PrefBody, state: PlanState, terms: Terms) -> PlanState:
    """A wish about one exercise; other wishes change nothing here."""
    slug = body.key.removeprefix(wishes.PREFIX)
    if slug == body.key or slug not in terms.catalogue.exercises:
        return state
    on = entry.occurred_at.date()
    if body.value == "yes":
        after = wishes.wished_away(state, slug, on=on, terms=terms)
    else:
        after = wishes.wished_back(state, slug, terms=terms)
    if after.slots == state.slots:
        return after
    reason = wishes.reason_for(slug, state, after, terms=terms)
    return with_change(state, after, log_id=entry.id, on=on, action="SWAP_EXERCISE", reason=reason, terms=terms)
