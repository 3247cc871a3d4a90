"""Whether logs lead to the next stage: every condition for leaving a stage, as far as logs prove it (5.1, 11.34)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from programs.engine.contract import Facts, Pain
from programs.engine.grading.start import HIGHEST_STAGE, highest_by_logs
from programs.engine.logs import Practised
from programs.engine.plans import PlanState, Waiting
from programs.engine.progression.doses import highest, value_of
from programs.engine.progression.flares import flare_day
from programs.engine.progression.rules import NO_SUCCESS, rise
from programs.engine.progression.terms import Terms, amount_of, exercise_of
from programs.knowledge.schema.grading import LeaveStage

WEEK = timedelta(days=7)
LATELY = timedelta(days=7)
"""How far back a pain may lie that speaks for the present."""


@dataclass(frozen=True)
class Seen:
    """What the conditions look at: `on` is the day of the session that was decided, `until` that of its morning."""

    state: PlanState
    on: date
    until: date
    leave: LeaveStage
    terms: Terms

    @property
    def sessions(self) -> list[Practised]:
        """The sessions at this stage."""
        return [one for one in self.state.practised if self.state.stage_since <= one.on]

    @property
    def weeks(self) -> list[list[Practised]]:
        """The sessions of each of the weeks that are asked for, the last one ending on the day of the session."""
        ends = [self.on - WEEK * back for back in range(self.leave.weeks or 0)]
        return [[one for one in self.sessions if end - WEEK < one.on <= end] for end in ends]


def may_leave(state: PlanState, decided: Waiting, *, until: date, terms: Terms) -> bool:
    """Whether a session, now that its morning is known, lets the plan go up a stage.

    `state` counts it already. Never within a week of the last move up, in a flare or on a way back, nor above what the
    questionnaire holds the stage at; what logs don't tell is not met.
    """
    moves = terms.knowledge.grading.stage_moves
    lately = state.stage_up_on is not None and (until - state.stage_up_on).days < moves.up_at_most_one_in_days
    away = state.way_back is not None or flare_day(state, on=until, rules=terms.knowledge.progression) is not None
    if state.stage >= HIGHEST_STAGE or lately or away or (state.rest_until is not None and until < state.rest_until):
        return False
    leave = terms.knowledge.grading.stages[state.stage].leave
    seen = Seen(state, decided.on, until, leave, terms)
    if not _went_well(decided.facts, leave, terms) or not all(is_met(seen) for is_met in CONDITIONS):
        return False
    return state.stage < highest_by_logs(
        terms.published.intake,
        worst=max(_lately(seen), default=None),
        weeks=(until - terms.published.starts_on).days // 7,
        knowledge=terms.knowledge,
    )


def is_calm(state: PlanState, *, on: date, terms: Terms) -> bool:
    """Whether pain lets the stage be left: the conditions about pain and spread, whatever else is missing."""
    seen = Seen(state, on, on, terms.knowledge.grading.stages[state.stage].leave, terms)
    return _days_of_little_pain(seen) and _nothing_spread(seen)


def _went_well(facts: Facts, leave: LeaveStage, terms: Terms) -> bool:
    """Whether the session was a success; for its pain the stage's own limit holds (INV21)."""
    rules, limit = terms.knowledge.progression, _pain_limit(leave, terms)
    signs = {name: sign for name, sign in NO_SUCCESS.items() if name != "because_pain"}
    up = rise(facts)
    return (
        up is not None
        and facts.limb != "peripheralised"
        and facts.pain_during is not None
        and facts.pain_during <= limit
        and not any(sign(facts, rules) for sign in signs.values())
    )


def _pain_limit(leave: LeaveStage, terms: Terms) -> int:
    quota = leave.pain_during_up_to_quota if terms.mode == "quota" else None
    own = leave.worst_pain_up_to if leave.pain_during_up_to is None else leave.pain_during_up_to
    usual = terms.knowledge.progression.success.pain_up_to[terms.mode]
    return next((limit for limit in (quota, own) if limit is not None), usual)


def _days_of_little_pain(seen: Seen) -> bool:
    """So many days in a row on which pain was told, the worst of each low enough; days without a word don't count."""
    most, days = seen.leave.worst_pain_up_to, seen.leave.worst_pain_days
    if most is None or days is None:
        return True
    told = _worst_of_days(seen)
    lately = [pain for on, pain in sorted(told.items()) if seen.until - LATELY < on]
    return len(lately) >= days and max(lately[-days:]) <= most


def _weeks_of_little_pain(seen: Seen) -> bool:
    """No pain above the limit in all of the weeks, and a session in each that told it."""
    most, leave = seen.leave.worst_pain_up_to, seen.leave
    if most is None or leave.worst_pain_days is not None or leave.weeks is None:
        return True
    first = seen.on - WEEK * leave.weeks
    told = [pain for on, pain in _worst_of_days(seen).items() if on > first]
    return all(any(one.pain is not None for one in week) for week in seen.weeks) and max(told, default=most + 1) <= most


def _long_enough(seen: Seen) -> bool:
    return seen.leave.weeks is None or seen.state.stage_since <= seen.on - WEEK * seen.leave.weeks + timedelta(days=1)


def _no_flare(seen: Seen) -> bool:
    """No flare began in the weeks that count."""
    first = seen.on - WEEK * (seen.leave.weeks or 0)
    return all(on <= first for on in seen.state.flares_on if seen.leave.weeks)


def _walked(seen: Seen) -> bool:
    least = seen.leave.walk_minutes
    return least is None or any(one.walk >= least for one in seen.sessions)


def _nothing_spread(seen: Seen) -> bool:
    days = seen.leave.no_peripheralisation_days
    return days is None or all((seen.until - one.on).days >= days for one in seen.state.practised if one.spread)


def _done_enough(seen: Seen) -> bool:
    """In each of the weeks so large a share of the planned sessions, each as far as it was done."""
    share, program = seen.leave.done_share, seen.terms.published.prescription.program
    if share is None or program is None:
        return share is None
    planned = sum(1 for session in program.sessions if session.week == 1 and session.items)
    return all(sum(one.completion or 0 for one in week) >= share * 100 * planned for week in seen.weeks)


def _little_pain_during(seen: Seen) -> bool:
    if seen.leave.pain_during_up_to is None:
        return True
    limit = _pain_limit(seen.leave, seen.terms)
    return all(one.pain is not None and one.pain <= limit for week in seen.weeks for one in week)


def _stands_up(seen: Seen) -> bool:
    least, name = seen.leave.sit_to_stand_reps, seen.terms.knowledge.grading.stage_moves.sit_to_stand_measure
    if least is None:
        return True
    tested = any(one.value >= least for one in seen.state.measured if _is_new(one.on, seen) and one.measure == name)
    return tested or any(one.stands >= least for one in seen.sessions)


def _aerobic_enough(seen: Seen) -> bool:
    """So many minutes in the last full week, at most the upper end of what the age band asks for."""
    least = seen.leave.aerobic_minutes_week
    if least is None:
        return True
    most = seen.terms.judges[seen.state.stage].person.rules.weekly_minutes[seen.state.stage][1]
    return sum(one.aerobic for one in seen.sessions if seen.on - WEEK < one.on <= seen.on) >= min(least, most)


def _at_most(seen: Seen) -> bool:
    """So many exercises, of the highest grade this person may do, done well at the most they may grow to."""
    leave, stage, terms = seen.leave, seen.state.stage, seen.terms
    if leave.exercises_at_max is None:
        return True
    grade = min(leave.at_max_grade or HIGHEST_STAGE, terms.judges[stage].person.grade_cap)
    full = set()
    for slot in seen.state.slots:
        exercise, dose = exercise_of(slot.now, terms), slot.now.dose
        amount = amount_of(exercise)
        at_most = value_of(dose, amount) >= highest(exercise, amount, stage=stage, terms=terms)
        done = slot.role == "main" and not slot.left_out and slot.successes > 0
        if done and exercise.grade >= grade and at_most and dose.sets >= exercise.dose.max.sets:
            full.add(exercise.slug)
    return len(full) >= leave.exercises_at_max


def _does_more(seen: Seen) -> bool:
    """Points gained on the person's own activities since they were first told."""
    gain, told = seen.leave.function_gain, _functions(seen)
    return gain is None or (bool(told) and told[-1][1] - told[0][1] >= gain)


def _does_well(seen: Seen) -> bool:
    """How the main activity goes; nobody says which one it is, so every one of them counts."""
    least, told = seen.leave.function_score, _functions(seen)
    return least is None or (bool(told) and _is_new(told[-1][0], seen) and told[-1][2] >= least)


CONDITIONS: tuple[Callable[[Seen], bool], ...] = (
    _long_enough, _no_flare, _days_of_little_pain, _weeks_of_little_pain, _walked, _nothing_spread, _done_enough,
    _little_pain_during, _stands_up, _aerobic_enough, _at_most, _does_more, _does_well,
)  # fmt: skip


def _functions(seen: Seen) -> list[tuple[date, float, float]]:
    name = seen.terms.knowledge.grading.stage_moves.function_measure
    return sorted((one.on, one.value, one.lowest) for one in seen.state.measured if one.measure == name)


def _is_new(on: date, seen: Seen) -> bool:
    """Whether a day lies in this stage, up to now."""
    return seen.state.stage_since <= on <= seen.until


def _worst_of_days(seen: Seen) -> dict[date, Pain]:
    """The worst pain told on each day at this stage, of sessions and mornings."""
    worst: dict[date, Pain] = {}
    told = [(one.on, one.pain) for one in seen.sessions if one.pain is not None]
    for on, pain in [*told, *((one.on, one.pain) for one in seen.state.mornings)]:
        if _is_new(on, seen):
            worst[on] = max(pain, worst.get(on, pain))
    return worst


def _lately(seen: Seen) -> list[Pain]:
    return [pain for on, pain in _worst_of_days(seen).items() if seen.until - LATELY < on]
