"""Running: what opens it, where it comes in, how slowly it grows, and that no two days in a row have it."""

import itertools
from datetime import timedelta

import pytest
from pydantic import BaseModel, ConfigDict

from exercises.load import catalogue
from programs.engine.contract import DAYS, Dose
from programs.engine.logs import DoneItem, LogEntry, SessionBody
from programs.engine.matching import is_allowed
from programs.engine.plans import PlanState, Published, Step
from programs.engine.progression.slots import key_of
from programs.engine.progression.steps import place_at, step_up
from programs.engine.progression.terms import Terms, may_do, terms_of
from programs.engine.progression.told import is_easy_run, is_marked
from programs.engine.scheduling.dated import dated_sessions
from programs.knowledge.load import knowledge
from tests.engine.intakes import CASES as YAML
from tests.engine.intakes import Case, read_yaml
from tests.engine.journey import WALK, day, folded, fresh, morning, published, session, slot_of

RUN = "walk-run-return"
STRAIN = {"conditions": ["hamstring-strain"], "leg_symptoms": "none", "pain_worst_24h": 2, "pain_now": 1}
RUNNER = {**STRAIN, "stage": 4, "equipment": ["band", "weights"], "days": list(DAYS)}
PLAN = published(**RUNNER)
USUAL = 1


def terms(plan: Published = PLAN) -> Terms:
    return terms_of(plan, knowledge=knowledge(), catalogue=catalogue())


def brisk(log: LogEntry, *, minutes: int = 30, pain: int | None = 1, hurt: bool = False) -> LogEntry:
    """The session with a brisk walk in it."""
    assert isinstance(log.body, SessionBody)
    dose = Dose(sets=1, minutes=minutes, side="both", effort_cr10=(3, 5))
    walk = DoneItem(exercise="walk-brisk-flat", asked=dose, done=minutes, effort="about_right", pain=pain, hurt=hurt)
    return log.model_copy(update={"body": log.body.model_copy(update={"items": (*log.body.items, walk)})})


def after_walk(
    plan: Published, *, minutes: int = 30, pain: int | None = 1, hurt: bool = False, rise: int = 0
) -> PlanState:
    log = brisk(session(plan, (), 0, pain=1), minutes=minutes, pain=pain, hurt=hurt)
    return folded(plan, (log, morning(1, USUAL + rise)))


class Opening(Case):
    """A brisk walk, its pain, how much worse the morning is, and the stage; whether running is open after it."""

    minutes: int = 30
    pain: int | None = 1
    rise: int = 0
    stage: int = 4
    opens: bool


class Growing(Case):
    """A run of some minutes after its next step."""

    minutes: int
    becomes: int


class Run(Case):
    """A run with a pain: whether it counts towards more, and whether it is marked as too much."""

    pain: int
    counts: bool
    marked: bool


class RunningFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    opens: tuple[Opening, ...]
    grows: tuple[Growing, ...]
    runs: tuple[Run, ...]


CASES = RunningFile.model_validate(read_yaml(YAML / "progression/running/opening.yaml"))


@pytest.mark.parametrize("case", CASES.opens, ids=lambda case: case.name)
def test_it_opens_as_the_case_says(case: Opening) -> None:
    plan = published(**RUNNER)
    opened = after_walk(plan, minutes=case.minutes, pain=case.pain, rise=case.rise).opened
    assert may_do(RUN, stage=case.stage, terms=terms(plan), not_for_me=(), opened=opened) == case.opens


@pytest.mark.parametrize("case", CASES.grows, ids=lambda case: case.name)
def test_it_grows_as_the_case_says(case: Growing) -> None:
    slot = slot_of(fresh(PLAN), WALK)
    dose = slot.now.dose.model_copy(update={"minutes": case.minutes})
    now = slot.model_copy(update={"now": Step(exercise=RUN, dose=dose)})
    higher = step_up(now, place=place_at(fresh(PLAN), on=day(40), terms=terms()))
    assert higher is not None
    assert higher.now.dose.minutes == case.becomes


@pytest.mark.parametrize("case", CASES.runs, ids=lambda case: case.name)
def test_a_run_counts_as_the_case_says(case: Run) -> None:
    dose = Dose(sets=1, minutes=10, side="both", effort_cr10=(3, 5))
    done = DoneItem(exercise=RUN, asked=dose, done=10, effort="about_right", pain=case.pain)
    plan = terms(published(**{**RUNNER, **case.intake}))
    assert (is_easy_run(done, plan), is_marked(done, plan)) == (case.counts, case.marked)


def test_a_walk_that_hurt_does_not_open_it() -> None:
    assert after_walk(PLAN, hurt=True).opened == ()


def test_without_its_morning_it_does_not() -> None:
    assert folded(PLAN, [brisk(session(PLAN, (), 0, pain=1))]).opened == ()


def test_a_flare_closes_it_again() -> None:
    logs = (brisk(session(PLAN, (), 0, pain=1)), morning(1, USUAL))
    assert folded(PLAN, (*logs, session(PLAN, logs, 2, pain=8))).opened == ()


def running() -> tuple[tuple[LogEntry, ...], PlanState, int]:
    """Good sessions until a walk has become a run, and the day of the next one."""
    logs: tuple[LogEntry, ...] = ()
    for number in range(0, 12, 2):
        log = session(PLAN, logs, number, pain=1)
        logs = (*logs, brisk(log) if number == 0 else log, morning(number + 1, USUAL))
        state = folded(PLAN, logs)
        if any(slot.now.exercise == RUN for slot in state.slots):
            return logs, state, number + 2
    raise AssertionError("no run came in")


def test_it_comes_in_where_it_is_a_first_choice_in_place_of_a_walk_at_its_start() -> None:
    _, state, _ = running()
    slot = slot_of(state, WALK)
    assert slot.now.exercise == RUN
    assert (slot.now.dose.minutes or 0) <= 10
    assert state.changes[-1].because.startswith("A brisk walk of 30 minutes went well.")
    judge = terms().judge(state.stage, state.opened)
    assert is_allowed(catalogue().exercises[RUN], judge=judge)


def test_it_is_never_on_two_days_in_a_row_whatever_was_planned() -> None:
    logs, state, number = running()
    sessions = dated_sessions(PLAN, state, first_on=day(number), days=7, knowledge=knowledge(), catalogue=catalogue())
    runs = [one.on for one in sessions if any(item.exercise == RUN for item in one.items)]
    assert len(runs) >= 3
    assert all(later - earlier >= timedelta(days=2) for earlier, later in itertools.pairwise(runs))
    ran = folded(PLAN, (*logs, session(PLAN, logs, number, pain=1)))
    assert ran.ran_on == day(number)
    after = dated_sessions(PLAN, ran, first_on=day(number + 1), days=1, knowledge=knowledge(), catalogue=catalogue())
    assert RUN not in {item.exercise for one in after for item in one.items}


def test_only_a_run_with_hardly_any_pain_counts_towards_more() -> None:
    logs, state, number = running()
    key = key_of(slot_of(state, WALK))
    for pain, counts in ((1, True), (2, False)):
        waiting = folded(PLAN, (*logs, session(PLAN, logs, number, pain=1, worse={RUN: pain}))).waiting[-1]
        assert (key in waiting.clean) == counts
