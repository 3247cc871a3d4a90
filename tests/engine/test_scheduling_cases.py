"""Runs the cases of tests/cases/scheduling: which day holds what, how long it takes, and what is in it."""

import pytest

from programs.engine.contract import Day, Program, Session
from programs.engine.scheduling.aerobic import AEROBIC_GROUPS
from programs.engine.scheduling.items import ROLES
from tests.engine.intakes import Case, CaseFile, files, prescribed


class Scheduled(Case):
    """`week` are the days of week 1 with their kind; `planned` is the range of its minutes, `session` of one session's.

    `has` and `lacks` name exercises or groups of the week; `each` groups that every session with exercises holds.
    `lead`: the aerobic exercise with the most minutes. `aerobic`: minutes of week 1 and of week 12.
    `doses`: minutes or metres of an exercise of the main part, `sets` its sets.
    `aerobic_on`: the days whose main part has a walk, a ride or work in water, `balance_on` those with balance.
    `warm_up` and `cool_downs`: the group of each warm-up and how many cool-downs there are, in sessions of exercises.
    `among`: what a day has besides other things.
    """

    week: tuple[str, ...] | None = None
    planned: tuple[int, int] | None = None
    session: tuple[int, int] | None = None
    mains: tuple[int, int] | None = None
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    first_main: str | None = None
    lead: str | None = None
    aerobic: tuple[int, int] | None = None
    reasons: tuple[str, ...] = ()
    why: dict[str, str] = {}
    doses: dict[str, int] = {}
    sets: dict[str, int] = {}
    aerobic_on: tuple[str, ...] | None = None
    balance_on: tuple[str, ...] | None = None
    warm_up: str | None = None
    cool_downs: int | None = None
    among: dict[Day, tuple[str, ...]] = {}
    says: tuple[str, ...] = ()


class ScheduledFile(CaseFile):
    """Cases of scheduling."""

    cases: tuple[Scheduled, ...]


FILES = files("scheduling", ScheduledFile)
CASES = {f"{stem}: {case.name}": (file, case) for stem, file in FILES.items() for case in file.cases}


@pytest.mark.parametrize("name", CASES)
def test_it_schedules_as_the_case_says(name: str) -> None:
    file, case = CASES[name]
    answer = prescribed(file.common, case.intake)
    assert answer.program is not None
    week = [session for session in answer.program.sessions if session.week == 1]
    active = [session for session in week if session.kind != "rest"]
    if case.week is not None:
        assert tuple(f"{session.day} {session.kind}" for session in week) == case.week
    _check_minutes(case, answer.program, active)
    _check_exercises(case, active)
    _check_days(case, active)
    sentences = " ".join(reason.because for reason in answer.reasons)
    assert [words for words in case.says if words not in sentences] == []
    assert {f"scheduling.{rule}" for rule in case.reasons} <= {reason.rule for reason in answer.reasons}
    if case.aerobic is not None:
        assert (answer.program.weekly.aerobic_minutes[0], answer.program.weekly.aerobic_minutes[-1]) == case.aerobic


def _check_minutes(case: Scheduled, program: Program, active: list[Session]) -> None:
    if case.planned is not None:
        assert case.planned[0] <= program.weekly.minutes_planned <= case.planned[1]
    if case.session is not None:
        assert all(case.session[0] <= session.minutes <= case.session[1] for session in active)


def _check_exercises(case: Scheduled, active: list[Session]) -> None:
    items = [item for session in active for item in session.items]
    held = {item.exercise for item in items} | {item.group for item in items}
    assert [name for name in case.has if name not in held] == []
    assert [name for name in case.lacks if name in held] == []
    for session in active:
        groups = [item.group for item in session.items]
        assert [group for group in case.each if group not in groups] == [], session.day
        mains = [item for item in session.items if item.role == "main"]
        if case.mains is not None:
            assert case.mains[0] <= len(mains) <= case.mains[1]
        if case.first_main is not None:
            assert mains[0].group == case.first_main
    if case.lead is not None:
        aerobic = [item for item in items if item.role == "main" and item.dose.minutes is not None]
        assert max(aerobic, key=lambda item: item.dose.minutes or 0).exercise == case.lead
    amounts = {item.exercise: item.dose.minutes or item.dose.distance_m for item in items if item.role == "main"}
    assert {slug: amounts.get(slug) for slug in case.doses} == case.doses
    sets = {item.exercise: item.dose.sets for item in items if item.role == "main"}
    assert {slug: sets.get(slug) for slug in case.sets} == case.sets
    whys = {item.exercise: [reason.rule for reason in item.why] for item in items}
    assert {slug: rule for slug, rule in case.why.items() if rule not in whys.get(slug, [])} == {}


def _check_days(case: Scheduled, active: list[Session]) -> None:
    mains = {session.day: {item.group for item in session.items if item.role == "main"} for session in active}
    assert case.aerobic_on in (None, tuple(day for day in mains if not mains[day].isdisjoint(AEROBIC_GROUPS)))
    assert case.balance_on in (None, tuple(day for day in mains if "balance" in mains[day]))
    for session in active:
        groups = {role: [item.group for item in session.items if item.role == role] for role in ROLES}
        if session.kind == "exercise":
            assert case.warm_up is None or groups["warm_up"] == [case.warm_up]
            assert case.cool_downs in (None, len(groups["cool_down"]))
    held = {session.day: {item.exercise for item in session.items} for session in active}
    assert [slug for day, slugs in case.among.items() for slug in slugs if slug not in held[day]] == []


def test_the_cases_have_names_of_their_own() -> None:
    assert len(CASES) == sum(len(file.cases) for file in FILES.values())
