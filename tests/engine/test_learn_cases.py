"""Runs the cases of tests/cases/learn: which lessons are offered to whom, in which order, and by which rule."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from pydantic import BaseModel, ConfigDict

from programs.engine.contract import Action, Dose
from programs.engine.learn import (
    COMES_WHEN,
    Learner,
    Suggested,
    after_change,
    in_flare,
    learner_of,
    lessons_read,
    suggested,
)
from programs.engine.plans import DatedItem, DatedSession, PlanState, Published, Slot, Step, WayBack
from programs.knowledge.load import knowledge
from tests.engine.intakes import Case, CaseFile, files, prescribed, read

START = date(2026, 3, 2)
EVERYTHING = 44


class State(BaseModel):
    """What the fold made of the logs, in days from the start."""

    model_config = ConfigDict(extra="forbid")

    stage: int = 2
    flares_on: tuple[int, ...] = ()
    eased_on: int | None = None
    regressions_on: tuple[int, ...] = ()
    way_back: int | None = None
    raised_on: int | None = None
    last_session_on: int | None = None


class Learned(Case):
    """On `day` after the start the list begins with `first`; `near` are groups of the sessions of two days."""

    day: int
    state: State = State()
    near: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    rules: dict[str, str] = {}
    never: tuple[str, ...] = ()


class LearnedFile(CaseFile):
    """Cases of learning."""

    cases: tuple[Learned, ...]


FILES = files("learn", LearnedFile)
CASES = {f"{stem}: {case.name}": (file, case) for stem, file in FILES.items() for case in file.cases}
ALL = replace(
    knowledge(),
    learn=knowledge().learn.model_copy(
        update={"offer": knowledge().learn.offer.model_copy(update={"at_once": EVERYTHING})}
    ),
)
"""As released, but for how many lessons are offered at once."""
A_DOSE = Dose(sets=1, reps=5, side="both", effort_cr10=(2, 3))


@pytest.mark.parametrize("name", CASES)
def test_it_offers_what_the_case_says(name: str) -> None:
    file, case = CASES[name]
    who = learner(file, case)
    offered = suggested(who, read=case.read, knowledge=ALL)
    ids = [one.lesson for one in offered]
    assert tuple(ids[: len(case.first)]) == case.first
    reasons = {one.lesson: one.why.rule for one in offered}
    assert {id_: reasons.get(id_) for id_ in case.rules} == case.rules
    assert [id_ for id_ in case.never if id_ in ids] == []
    assert offered[: knowledge().learn.offer.at_once] == suggested(who, read=case.read, knowledge=knowledge())


def test_the_cases_reach_every_moment() -> None:
    reached = {moment for file, case in CASES.values() for moment in learner(file, case).moments}
    assert reached == set(knowledge().learn.moments)


def test_every_moment_can_come() -> None:
    said = {moment for moment, rule in knowledge().learn.moments.items() if rule.conditions or rule.flags or rule.goals}
    assert said | set(COMES_WHEN) == set(knowledge().learn.moments)


def test_every_lesson_is_offered_to_somebody() -> None:
    offered = {one.lesson for file, case in CASES.values() for one in _offered(file, case)}
    assert set(knowledge().lessons) - offered == set()


def test_a_change_leads_to_a_lesson_that_fits() -> None:
    who = Learner(age=40, stage=2, conditions=("lbp-nonspecific-chronic",), moments=())
    brittle = who.model_copy(update={"conditions": ("lbp-nonspecific-chronic", "osteoporosis")})
    assert _id(after_change("REGRESS", who, knowledge=knowledge())) == "hurt-is-not-always-harm"
    assert _id(after_change("REGRESS", brittle, knowledge=knowledge())) == "pacing"
    assert after_change("REGRESS_REMOVE_EXERCISE", who, knowledge=knowledge()) is None
    assert after_change("STOP_SEEK_CARE_SAME_DAY", who, knowledge=knowledge()) is None
    assert _id(in_flare(brittle, knowledge=knowledge())) == "flare-ups"


def test_changes_are_named_as_the_engine_names_them() -> None:
    assert set(knowledge().learn.after_change) <= set(get_args(Action))


def test_only_lessons_that_exist_count_as_read() -> None:
    prefs = {"lesson:pacing": "read", "lesson:flare-ups": "", "lesson:gone": "read", "not_for_me:pacing": "yes"}
    assert lessons_read(prefs, knowledge=knowledge()) == ("pacing",)


def learner(file: LearnedFile, case: Learned) -> Learner:
    """Who learns in a case."""
    today = START + timedelta(days=case.day)
    published = Published(
        number=1,
        intake=read(file.common, case.intake),
        prescription=prescribed(file.common, case.intake),
        starts_on=START,
    )
    return learner_of(published, _state(case.state), _near(case.near, today), today=today, knowledge=knowledge())


def _offered(file: LearnedFile, case: Learned) -> Iterable[Suggested]:
    return suggested(learner(file, case), read=(), knowledge=ALL)


def _id(lesson: object) -> str:
    return str(getattr(lesson, "id", None))


def _day(number: int | None) -> date | None:
    return None if number is None else START + timedelta(days=number)


def _state(told: State) -> PlanState:
    back = _day(told.way_back)
    step = Step(exercise="st-glute-bridge", dose=A_DOSE)
    return PlanState(
        stage=told.stage,
        slots=(Slot(planned=step.exercise, role="main", now=step, raised_on=_day(told.raised_on)),),
        flares_on=tuple(START + timedelta(days=day) for day in told.flares_on),
        eased_on=_day(told.eased_on),
        regressions_on=tuple(START + timedelta(days=day) for day in told.regressions_on),
        way_back=None if back is None else WayBack(rule="R2b", since=back),
        last_session_on=_day(told.last_session_on),
    )


def _near(groups: tuple[str, ...], today: date) -> list[DatedSession]:
    items = [
        DatedItem(
            exercise="walk-easy",
            group=group,
            grade=1,
            position="standing",
            role="main",
            demands={},
            equipment=(),
            dose=A_DOSE,
            easier=None,
            harder=None,
            why=(),
        )
        for group in groups
    ]
    return [
        DatedSession(on=today + timedelta(days=ahead), day="mon", kind="exercise", minutes=20, items=tuple(inside))
        for ahead, inside in ((1, items), (2, [one.model_copy(update={"group": "aquatic"}) for one in items]))
    ]
