"""Puts a program together: the days, what each session holds, how long it takes, and twelve weeks in outline."""

from dataclasses import dataclass
from typing import Literal

from programs.engine.contract import Day, Intake, Program, Session
from programs.engine.matching.pool import Pool
from programs.engine.matching.rules import Judge
from programs.engine.scheduling.aerobic import weekly
from programs.engine.scheduling.choice import Choice, ranked
from programs.engine.scheduling.days import DayPlan, plan_days
from programs.engine.scheduling.doses import quickest
from programs.engine.scheduling.edges import add_edges, serves
from programs.engine.scheduling.fill import fill, fit, week_minutes
from programs.engine.scheduling.items import item, place
from programs.engine.scheduling.mains import BALANCE, add_aerobic, add_exercises, add_whatever_is_left
from programs.engine.scheduling.parts import Draft
from programs.engine.scheduling.week import Week
from programs.engine.scheduling.wishes import bounds, wanted_kinds


@dataclass(frozen=True, slots=True)
class TooLittle:
    """No program: the rule of matching that says why."""

    rule: Literal["small_pool", "no_session"]


def make(pool: Pool, *, intake: Intake, judge: Judge) -> Program | TooLittle:
    """The first two weeks and twelve in outline, from what is allowed, or why that is too little for a program.

    Too little is: fewer exercises than 11.37 asks for, nothing to warm up or cool down with, no balance exercise
    where INV40 asks for one, or not enough to fill the least of the week's minutes. No limit is ever relaxed.
    """
    if len(pool.allowed) < judge.knowledge.matching.fewest_exercises:
        return TooLittle("small_pool")
    choices = ranked(pool, intake=intake, judge=judge)
    if not _is_enough(choices, judge):
        return TooLittle("no_session")
    made = _make(choices, pool, intake=intake, judge=judge)
    return made or _make(quickest(choices, judge=judge), pool, intake=intake, judge=judge) or TooLittle("no_session")


def _make(choices: tuple[Choice, ...], pool: Pool, *, intake: Intake, judge: Judge) -> Program | None:
    """The program from choices in this order; None when it does not fit the minutes there are."""
    limits = bounds(intake, judge=judge)
    plans = plan_days(
        intake.days, person=judge.person, wanted=wanted_kinds(choices, judge=judge), knowledge=judge.knowledge
    )
    aerobic = sum(plan.kind not in ("exercise", "rest") for plan in plans)
    week = Week(intake=intake, judge=judge, choices=choices, length=limits.length, aerobic_days=aerobic)
    _make_drafts(week, plans, judge)
    fit(week, limits)
    fill(week, limits)
    unfit = any(draft.minutes > limits.session or not draft.mains for draft in week.drafts)
    if unfit or week_minutes(week) < limits.low:
        return None
    allowed = frozenset(exercise.slug for exercise in pool.allowed)
    return _program(week, plans, allowed, judge)


def _is_enough(choices: tuple[Choice, ...], judge: Judge) -> bool:
    shape, person = judge.knowledge.scheduling.shape, judge.person
    falls = judge.knowledge.matching.falls_flag in person.flags and person.rules.balance_days[0] > 0
    balances = not falls or any(choice.exercise.group == BALANCE for choice in choices)
    edges = all(any(serves(choice, ways) for choice in choices) for ways in (shape.warm_up, shape.cool_down))
    return balances and edges


def _make_drafts(week: Week, plans: tuple[DayPlan, ...], judge: Judge) -> None:
    due = _balance_days(plans, judge)
    turn = 0
    for plan in plans:
        if plan.kind == "rest":
            continue
        draft = Draft(plan.day, plan.kind, plan.heavy)
        if plan.kind == "exercise" or not add_aerobic(week, draft, balance=plan.day in due):
            draft.kind = "exercise"
            add_exercises(week, draft, turn=turn, balance=plan.day in due)
            turn += 1
        add_edges(week, draft)
        if not draft.mains:
            add_whatever_is_left(week, draft)
        week.add(draft)


def _balance_days(plans: tuple[DayPlan, ...], judge: Judge) -> set[Day]:
    """Every day with a risk of falls, else as many as the age band asks for, exercise days first (3 and 5.7)."""
    active = sorted((plan for plan in plans if plan.kind != "rest"), key=lambda plan: plan.kind != "exercise")
    if any(judge.knowledge.flags[slug].balance_items for slug in judge.person.flags):
        return {plan.day for plan in active}
    return {plan.day for plan in active[: judge.person.rules.balance_days[0]]}


def _program(week: Week, plans: tuple[DayPlan, ...], allowed: frozenset[str], judge: Judge) -> Program:
    items = {id(part): item(part, week=week, allowed=allowed) for draft in week.drafts for part in draft.parts}
    drafts = {draft.day: draft for draft in week.drafts}
    template = []
    for plan in plans:
        draft = drafts.get(plan.day)
        parts = [] if draft is None else sorted(draft.parts, key=lambda part: place(part, judge=judge))
        minutes = 0 if draft is None else draft.minutes
        kind = plan.kind if draft is None else draft.kind
        template.append((plan.day, kind, minutes, tuple(items[id(part)] for part in parts)))
    sessions = tuple(
        Session(week=number, day=day, kind=kind, minutes=minutes, items=held)
        for number in range(1, judge.knowledge.scheduling.sessions_weeks + 1)
        for day, kind, minutes, held in template
    )
    return Program(weekly=weekly(week), sessions=sessions)
