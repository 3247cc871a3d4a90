"""Runs the cases of tests/cases/progression/stages: what logs must prove before stage 3 and stage 4 are left."""

from datetime import UTC, datetime, time, timedelta

import pytest

from exercises.load import catalogue
from programs.engine.contract import Facts
from programs.engine.logs import Measured, Practised
from programs.engine.plans import PlanState, Slot, Step, Waiting
from programs.engine.progression.stages import may_leave
from programs.engine.progression.terms import first_dose, terms_of
from programs.knowledge.load import knowledge
from tests.engine.intakes import Case, CaseFile, files
from tests.engine.journey import day, fresh, log_id, published


class Leaving(Case):
    """What is proven at a stage; as it stands, all of it."""

    stage: int
    days: int = 28
    aerobic: float = 120
    at_most: int = 2
    function: tuple[float, float] | None = (4, 9)
    lowest: float = 8
    pain: int = 1
    flare: int | None = None
    leaves: bool


class LeavingFile(CaseFile):
    cases: list[Leaving]


CASES = {case.name: case for file in files("progression/stages", LeavingFile).values() for case in file.cases}
PLAN = published(conditions=["lbp-nonspecific-chronic"], leg_symptoms="none", irritability="low", onset_weeks=20)
TERMS = terms_of(PLAN, knowledge=knowledge(), catalogue=catalogue())
NOW = 60
AT_MOST = ("st-bird-dog", "st-side-bridge-knees")


def at_its_most(slug: str) -> Slot:
    """An exercise of grade 3, done well at the highest dose."""
    exercise = catalogue().exercises[slug]
    top = exercise.dose.max
    most = {"sets": top.sets, "reps": top.reps, "hold_s": top.hold_s, "minutes": top.minutes}
    dose = first_dose(exercise, stage=3, terms=TERMS).model_copy(update=most)
    return Slot(planned=slug, role="main", now=Step(exercise=slug, dose=dose), successes=1)


def state_of(case: Leaving) -> PlanState:
    since = day(NOW - case.days + 1)
    practised = tuple(
        Practised(
            log_id=log_id("session", number), on=day(number), completion=100, pain=case.pain, spread=False,
            aerobic=case.aerobic if number == NOW else 0, walk=0, stands=0, brisk=0,
        )
        for number in range(NOW - 28, NOW + 1, 4)
    )  # fmt: skip
    told = [] if case.function is None else [(NOW - 50, case.function[0], 0.0), (NOW, case.function[1], case.lowest)]
    return fresh(PLAN).model_copy(
        update={
            "stage": case.stage,
            "stage_since": since,
            "practised": practised,
            "measured": tuple(Measured(on=day(on), measure="psfs", value=value, lowest=low) for on, value, low in told),
            "slots": tuple(map(at_its_most, AT_MOST[: case.at_most])),
            "flares_on": () if case.flare is None else (day(NOW - case.flare),),
            "eased_on": None if case.flare is None else day(NOW - case.flare + 3),
        }
    )


@pytest.mark.parametrize("name", sorted(CASES))
def test_it_leaves_or_stays_as_the_case_says(name: str) -> None:
    case = CASES[name]
    facts = Facts(pain_during=case.pain, pain_morning=3, baseline_morning=3, mode="quota")
    done_at = datetime.combine(day(NOW), time(18, tzinfo=UTC))
    known = Waiting(
        log_id=log_id("session", NOW), on=day(NOW), done_at=done_at, facts=facts, action="HOLD", clean=(), marked=()
    )
    assert may_leave(state_of(case), known, until=day(NOW) + timedelta(days=1), terms=TERMS) == case.leaves
