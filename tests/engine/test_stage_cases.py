"""Runs the cases of tests/cases/progression/stages: what logs must prove before a stage is left."""

from datetime import UTC, datetime, time, timedelta

import pytest

from exercises.load import catalogue
from programs.engine.contract import Facts
from programs.engine.logs import Measured, Practised
from programs.engine.plans import Morning, PlanState, Published, Slot, Step, Waiting
from programs.engine.progression.stages import may_leave
from programs.engine.progression.terms import Terms, first_dose, terms_of
from programs.knowledge.load import knowledge
from tests.engine.intakes import Case, CaseFile, files
from tests.engine.journey import day, fresh, log_id, published


class Leaving(Case):
    """What is proven at a stage; as it stands, all of it.

    Days count back from the session that is decided: `since` the stage began, the last `flare`, a `spread`, and those
    of `mornings`. `up` counts back from the morning after it, to the last move up.
    """

    stage: int
    days: int = 28
    done: int = 100
    aerobic: float = 120
    walk: float = 10
    stands: int = 5
    at_most: tuple[str, ...] = ("st-bird-dog", "st-side-bridge-knees")
    function: tuple[float, float] | None = (4, 9)
    lowest: float = 8
    pain: int = 1
    mornings: dict[int, int] = {}
    spread: int | None = None
    flare: int | None = None
    up: int | None = None
    leaves: bool


class LeavingFile(CaseFile):
    cases: list[Leaving]


CASES = {case.name: case for file in files("progression/stages", LeavingFile).values() for case in file.cases}
CHRONIC = {"conditions": ["lbp-nonspecific-chronic"], "leg_symptoms": "none", "irritability": "low", "onset_weeks": 20}
NOW = 60
THREE_A_WEEK = (0, 2, 4)


def at_its_most(slug: str, terms: Terms) -> Slot:
    """An exercise of grade 3, done well at the highest dose."""
    exercise = catalogue().exercises[slug]
    top = exercise.dose.max
    most = {"sets": top.sets, "reps": top.reps, "hold_s": top.hold_s, "minutes": top.minutes}
    dose = first_dose(exercise, stage=3, terms=terms).model_copy(update=most)
    return Slot(planned=slug, role="main", now=Step(exercise=slug, dose=dose), successes=1)


def state_of(case: Leaving, plan: Published, terms: Terms) -> PlanState:
    back = {week * 7 + at for week in range(4) for at in THREE_A_WEEK}
    back |= set() if case.spread is None else {case.spread}
    practised = tuple(
        Practised(
            log_id=log_id("session", NOW - ago), on=day(NOW - ago), completion=case.done, pain=case.pain,
            spread=ago == case.spread, aerobic=0 if ago else case.aerobic, walk=case.walk, stands=case.stands, brisk=0,
        )
        for ago in sorted(back, reverse=True)
    )  # fmt: skip
    told = [] if case.function is None else [(NOW - 50, case.function[0], 0.0), (NOW, case.function[1], case.lowest)]
    return fresh(plan).model_copy(
        update={
            "stage": case.stage,
            "stage_since": day(NOW - case.days + 1),
            "stage_up_on": None if case.up is None else day(NOW + 1 - case.up),
            "practised": practised,
            "mornings": tuple(Morning(on=day(NOW - ago), pain=pain) for ago, pain in case.mornings.items()),
            "measured": tuple(Measured(on=day(on), measure="psfs", value=value, lowest=low) for on, value, low in told),
            "slots": tuple(at_its_most(slug, terms) for slug in case.at_most),
            "flares_on": () if case.flare is None else (day(NOW - case.flare),),
            "eased_on": None if case.flare is None else day(NOW - case.flare + 3),
        }
    )


@pytest.mark.parametrize("name", sorted(CASES))
def test_it_leaves_or_stays_as_the_case_says(name: str) -> None:
    case = CASES[name]
    plan = published(**{**CHRONIC, **case.intake})
    terms = terms_of(plan, knowledge=knowledge(), catalogue=catalogue())
    facts = Facts(pain_during=case.pain, pain_morning=3, baseline_morning=3, mode=terms.mode)
    done_at = datetime.combine(day(NOW), time(18, tzinfo=UTC))
    known = Waiting(
        log_id=log_id("session", NOW), on=day(NOW), done_at=done_at, facts=facts, action="HOLD", clean=(), marked=()
    )
    assert may_leave(state_of(case, plan, terms), known, until=day(NOW) + timedelta(days=1), terms=terms) == case.leaves
