"""Which exercises go up after enough good sessions, and what that adds to the week (11.23, 11.25, 11.31)."""

from collections.abc import Iterable
from datetime import date, timedelta

from programs.engine.contract import Dose, Role
from programs.engine.logs import SessionBody
from programs.engine.plans import DoneMinutes, PlanState, Slot
from programs.engine.progression.screens import rest_days
from programs.engine.progression.slots import SlotKey, is_active, key_of
from programs.engine.progression.steps import place_at, step_up
from programs.engine.progression.terms import Terms, exercise_of, strand_of
from programs.engine.progression.told import share_done
from programs.engine.scheduling.parts import seconds

GROWS: Role = "main"
"""Warm-up and cool-down are as long as the session asks for."""
WEEK = timedelta(days=7)
MINUTE_S = 60


def raised(state: PlanState, clean: Iterable[SlotKey], *, on: date, terms: Terms) -> dict[SlotKey, Slot]:
    """The slots that go up by one step each: at most one in each strand, the one waiting longest first.

    Only what was done well often enough at its present dose and has not changed for a week; the session may grow by
    only so much at once, and not beyond what the person offered; the week as row 7 allows. Where row 7 lets nothing
    grow, it is the one that would have been first, so that row 7 can say so.
    """
    listed = set(clean)
    fitting = _chosen(state, listed, within_week=True, on=on, terms=terms)
    if fitting:
        return fitting
    return dict(list(_chosen(state, listed, within_week=False, on=on, terms=terms).items())[:1])


def _chosen(state: PlanState, clean: set[SlotKey], *, within_week: bool, on: date, terms: Terms) -> dict[SlotKey, Slot]:
    asked = {(one.planned, one.role) for one in state.proposed}
    open_ = (slot for slot in state.slots if key_of(slot) in clean and key_of(slot) not in asked)
    ready = [slot for slot in open_ if is_ready(slot, on=on, terms=terms)]
    chosen: dict[SlotKey, Slot] = {}
    strands = set()
    for slot in sorted(ready, key=lambda slot: slot.changed_on or date.min):
        strand = strand_of(exercise_of(slot.now, terms), terms)
        place = place_at(state, on=on, terms=terms, more=chosen.values())
        higher = step_up(slot, place=place) if strand not in strands else None
        if higher is None:
            continue
        more = {**chosen, key_of(slot): higher}
        week_allows = not (within_week and passes_week(*weekly_increase(state, more, on=on, terms=terms), terms))
        if week_allows and _has_room(more, state, terms):
            chosen = more
            strands.add(strand)
    return chosen


def is_short_of_time(state: PlanState, clean: Iterable[SlotKey], *, on: date, terms: Terms) -> bool:
    """Whether something could go up if its session might last longer."""
    place, listed = place_at(state, on=on, terms=terms), set(clean)
    ready = (slot for slot in state.slots if key_of(slot) in listed and is_ready(slot, on=on, terms=terms))
    return any(step_up(slot, place=place) for slot in ready)


def is_ready(slot: Slot, *, on: date, terms: Terms) -> bool:
    """Whether a slot was done well often enough, this session included, and was not changed lately."""
    rules = terms.knowledge.progression
    if slot.role != GROWS or not is_active(slot, on=on):
        return False
    rested = slot.changed_on is None or (on - slot.changed_on).days >= rules.steps.change_days
    return rested and slot.successes + 1 >= rules.success.in_a_row[terms.profile]


def weekly_increase(state: PlanState, higher: dict[SlotKey, Slot], *, on: date, terms: Terms) -> tuple[float, float]:
    """What these raises would make of the week, against the last usual one: (percent, minutes); (0, 0) without one."""
    before = _usual_week(state, on=on, terms=terms)
    if before <= 0:
        return 0.0, 0.0
    planned = sum(
        terms.weekly[key_of(slot)] * minutes_of(higher.get(key_of(slot), slot).now.dose, terms) for slot in state.slots
    )
    return (planned - before) * 100 / before, planned - before


def _usual_week(state: PlanState, *, on: date, terms: Terms) -> float:
    """Minutes of the last full 7 days, up to a session, without a flare, a way back or an illness; 0 if there are none.

    An unusual day so never lifts row 7: the week before it is compared with (11.31).
    """
    first_end = terms.published.starts_on + WEEK - timedelta(days=1)
    for end in sorted({one.on for one in state.done if first_end <= one.on <= on}, reverse=True):
        week = [one for one in state.done if timedelta(0) <= end - one.on < WEEK]
        until = state.rest_until
        ill = until is not None and until - rest_days(terms) <= end < until + WEEK
        flared = any(timedelta(0) <= end - day < WEEK for day in state.flares_on)
        minutes = sum(one.minutes for one in week)
        if minutes > 0 and not ill and not flared and all(one.usual for one in week):
            return minutes
    return 0.0


def passes_week(percent: float, minutes: float, terms: Terms) -> bool:
    """Whether a week's increase is more than row 7 allows: both limits must be passed."""
    cap = terms.knowledge.progression.weekly_cap
    return percent > cap.percent and minutes > cap.minutes


def minutes_of(dose: Dose, terms: Terms) -> float:
    """Minutes that a dose takes, rests included."""
    return seconds(dose, timing=terms.knowledge.scheduling.timing) / MINUTE_S


def done_minutes(body: SessionBody, *, usual: bool, terms: Terms) -> DoneMinutes:
    """The planned minutes that a session did: what was asked, in the share it was done."""
    minutes = sum(minutes_of(item.asked, terms) * min(1.0, float(share_done(item))) for item in body.items)
    return DoneMinutes(on=body.on, minutes=round(minutes, 2), usual=usual)


def _has_room(higher: dict[SlotKey, Slot], state: PlanState, terms: Terms) -> bool:
    """Whether every session of the week stays within what it may grow by at once and what was offered."""
    rules, program = terms.knowledge.progression, terms.published.prescription.program
    offered = terms.published.intake.minutes * (100 + rules.steps.over_offered_percent) / 100
    now = {key_of(slot): minutes_of(slot.now.dose, terms) for slot in state.slots}
    then = now | {key: minutes_of(slot.now.dose, terms) for key, slot in higher.items()}
    for session in program.sessions if program else ():
        keys = [(item.exercise, item.role) for item in session.items]
        before, after = sum(now[key] for key in keys), sum(then[key] for key in keys)
        at_once = max(rules.weekly_cap.session_minutes, before * rules.weekly_cap.session_percent / 100)
        if after > before and (after - before > at_once or after > offered):
            return False
    return True
