"""Runs the cases of tests/cases/progression/diaries: what days of sessions and mornings make of a plan."""

from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, JsonValue

from programs.engine.contract import Dose
from programs.engine.logs import DoneItem, EffortWord, LogEntry, SessionBody, Spread
from programs.engine.plans import PlanState, Published, Step
from tests.engine.intakes import Case, CaseFile, files
from tests.engine.journey import (
    CLAM,
    SLIDER,
    TAPS,
    WALK,
    asked_on,
    folded,
    last,
    morning,
    offered,
    published,
    screening,
    session,
    slot_of,
)

PLACES = {"slider": SLIDER, "clam": CLAM, "taps": TAPS, "walk": WALK}
Place = Literal["slider", "clam", "taps", "walk"]


class Also(BaseModel):
    """Something done besides, as much as was asked."""

    model_config = ConfigDict(extra="forbid")

    reps: int | None = None
    minutes: int | None = None
    pain: int | None = 1


class Told(BaseModel):
    """A session; what is left out went well. `hurt`, `hard` and `skipped` are places of the plan.

    `worse` gives single exercises another pain, `also` exercises done besides.
    """

    model_config = ConfigDict(extra="forbid")

    pain: int | None = 2
    effort: EffortWord | None = "about_right"
    hurt: tuple[Place, ...] = ()
    hard: tuple[Place, ...] = ()
    skipped: tuple[Place, ...] = ()
    worse: dict[str, int] = {}
    also: dict[str, Also] = {}
    share: float = 1
    spread: Spread | None = None
    spread_minutes: int | None = None


class Diary(Case):
    """Days count from the plan's first, a Monday; `back`: it follows on a plan that was left for too long.

    `good` are sessions that went well, each with a usual morning after it; `sessions` went as told; `late` gives hours
    after which a morning was told. `offers` are amounts or exercises of a day's places, null what is left out;
    `lowered` days that say why they ask for less (`tells` in which words), `whole` days that don't, `nothing` days
    without a session. `last` is the newest change, `changes` are all, `stands` is what a place of the plan is now.
    """

    good: tuple[int, ...] = ()
    sessions: dict[int, Told] = {}
    mornings: dict[int, int] = {}
    late: dict[int, int] = {}
    checks: dict[int, dict[str, str]] = {}
    back: bool = False
    offers: dict[int, dict[Place, int | str | None]] = {}
    lowered: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()
    nothing: tuple[int, ...] = ()
    tells: dict[int, str] = {}
    last: str | None = None
    rule: str | None = None
    changes: tuple[str, ...] | None = None
    has: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    stage: int | None = None
    asks: tuple[str, ...] | None = None
    stands: dict[Place, dict[str, JsonValue]] = {}
    says: tuple[str, ...] = ()


class DiaryFile(CaseFile):
    """Cases of what days do to a plan."""

    cases: tuple[Diary, ...]


FILES = files("progression/diaries", DiaryFile)
CASES = {f"{stem}: {case.name}": (file, case) for stem, file in FILES.items() for case in file.cases}


def logs_of(case: Diary, plan: Published) -> tuple[LogEntry, ...]:
    """The diary as logs, each session done as the plan asked after those before it."""
    mornings = {**{number + 1: 3 for number in case.good}, **case.mornings}
    told = {**dict.fromkeys(case.good, Told()), **case.sessions}
    logs: list[LogEntry] = []
    for number in range(max([*mornings, *told, *case.checks, 0]) + 1):
        if number in mornings:
            logs.append(morning(number, mornings[number], late_hours=case.late.get(number, 0)))
        if number in case.checks:
            logs.append(screening(number, case.checks[number]))
        if number in told:
            logs.append(_session(plan, logs, number, told[number]))
    return tuple(logs)


def _session(plan: Published, logs: list[LogEntry], number: int, told: Told) -> LogEntry:
    named = {field: tuple(PLACES[place] for place in getattr(told, field)) for field in ("hurt", "hard", "skipped")}
    worse = {PLACES.get(place, place): pain for place, pain in told.worse.items()}
    log = session(
        plan, logs, number, pain=told.pain, effort=told.effort, worse=worse, share=told.share, spread=told.spread,
        spread_minutes=told.spread_minutes, **named,
    )  # fmt: skip
    assert isinstance(log.body, SessionBody)
    items = (*log.body.items, *(_besides(slug, also) for slug, also in told.also.items()))
    return log.model_copy(update={"body": log.body.model_copy(update={"items": items})})


def _besides(slug: str, also: Also) -> DoneItem:
    dose = Dose(sets=1, reps=also.reps, minutes=also.minutes, side="both", effort_cr10=(3, 5))
    return DoneItem(exercise=slug, asked=dose, done=also.minutes or 1, effort="about_right", pain=also.pain)


@pytest.mark.parametrize("name", CASES)
def test_it_offers_as_the_case_says(name: str) -> None:
    file, case = CASES[name]
    plan = published(**file.common, **case.intake).model_copy(update={"way_back": case.back})
    state = folded(plan, logs_of(case, plan))
    _check_days(case, plan, state)
    actions = [change.action for change in state.changes]
    if case.changes is not None:
        assert tuple(actions) == case.changes
    if case.last is not None:
        assert last(state).action == case.last
    if case.rule is not None:
        assert last(state).rule == f"progression.{case.rule}"
    assert [action for action in case.has if action not in actions] == []
    assert [action for action in case.never if action in actions] == []
    assert case.stage in (None, state.stage)
    if case.asks is not None:
        assert tuple(review.rule.removeprefix("care.") for review in state.reviews) == case.asks
    for place, values in case.stands.items():
        slot = slot_of(state, PLACES[place])
        found = slot.now.dose.model_dump(mode="json") | {"exercise": slot.now.exercise, "load": slot.now.load}
        assert {field: found[field] for field in values} == values
    sentences = " ".join(change.because for change in state.changes)
    assert [words for words in case.says if words not in sentences] == []


def _check_days(case: Diary, plan: Published, state: PlanState) -> None:
    for number, places in case.offers.items():
        asked = asked_on(plan, state, number)
        found = {place: _amount(asked.get((PLACES[place], "main")), value) for place, value in places.items()}
        assert (number, found) == (number, places)
    assert [number for number in case.lowered if not offered(plan, state, number).why] == []
    assert [number for number in case.whole if offered(plan, state, number).why] == []
    for number, words in case.tells.items():
        assert words in " ".join(reason.because for reason in offered(plan, state, number).why)
    assert [number for number in case.nothing if not offered(plan, state, number).nothing] == []
    assert [number for number in case.whole if offered(plan, state, number).nothing] == []


def _amount(step: Step | None, like: int | str | None) -> int | str | None:
    """The exercise, or how much of it: repetitions, seconds or minutes."""
    if step is None:
        return None
    if isinstance(like, str):
        return step.exercise
    return step.dose.reps or step.dose.hold_s or step.dose.minutes


def test_the_cases_have_names_of_their_own() -> None:
    assert len(CASES) == sum(len(file.cases) for file in FILES.values())
