"""Runs the cases of tests/cases/progression/diaries: what days of sessions and mornings make of a plan."""

from datetime import UTC, datetime, time
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, JsonValue

from programs.engine.care import Authored, Edit, Progression
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
    day,
    folded,
    last,
    log_id,
    morning,
    offered,
    published,
    screening,
    session,
    slot_of,
    wish,
)
from tests.engine.test_edits import Values, item

PLACES = {"slider": SLIDER, "clam": CLAM, "taps": TAPS, "walk": WALK}
Place = Literal["slider", "clam", "taps", "walk"]


class Also(BaseModel):
    """Something done besides, as much as was asked; `done` where it was more minutes or metres than that."""

    model_config = ConfigDict(extra="forbid")

    reps: int | None = None
    minutes: int | None = None
    distance_m: int | None = None
    done: int | None = None
    pain: int | None = 1


class Edited(BaseModel):
    """What a clinician did before breakfast: places set anew, the stage, how the plan goes up, or all of it `made`."""

    model_config = ConfigDict(extra="forbid")

    places: dict[Place, Values] = {}
    stage: int | None = None
    progression: Progression | None = None
    made: bool = False


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
    after which a morning was told; `pressures` are readings, upper and lower number. `offers` are amounts or exercises
    of a day's places, null what is left out; `lowered` days that say why they ask for less (`tells` in which words),
    `whole` days that don't, `nothing` days without a session. `last` is the newest change, `changes` are all, `stands`
    is what a place of the plan is now. `edits` are a clinician's, `wishes` say of an exercise whether it is not for me;
    `silent` are words nobody is told.
    """

    good: tuple[int, ...] = ()
    sessions: dict[int, Told] = {}
    mornings: dict[int, int] = {}
    late: dict[int, int] = {}
    checks: dict[int, dict[str, str]] = {}
    edits: dict[int, Edited] = {}
    wishes: dict[int, dict[str, str]] = {}
    pressures: dict[int, tuple[int, int]] = {}
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
    silent: tuple[str, ...] = ()


class DiaryFile(CaseFile):
    """Cases of what days do to a plan."""

    cases: tuple[Diary, ...]


FILES = files("progression/diaries", DiaryFile)
CASES = {f"{stem}: {case.name}": (file, case) for stem, file in FILES.items() for case in file.cases}


def lived(case: Diary, plan: Published) -> tuple[Published, tuple[LogEntry, ...]]:
    """The plan with what a clinician did, and the diary as logs: each session done as the plan asked by then."""
    mornings = {**{number + 1: 3 for number in case.good}, **case.mornings}
    told = {**dict.fromkeys(case.good, Told()), **case.sessions}
    logs: list[LogEntry] = []
    for number in range(max([*mornings, *told, *case.checks, *case.edits, *case.wishes, *case.pressures, 0]) + 1):
        if number in case.edits:
            entry = _authored(plan, logs, number, case.edits[number])
            plan = plan.model_copy(update={"authored": (*plan.authored, entry)})
        if number in mornings:
            logs.append(morning(number, mornings[number], late_hours=case.late.get(number, 0)))
        logs += [wish(number, PLACES.get(name, name), value) for name, value in case.wishes.get(number, {}).items()]
        if number in case.checks:
            logs.append(screening(number, case.checks[number]))
        if number in case.pressures:
            logs.append(screening(number, {}, pressure=case.pressures[number]))
        if number in told:
            logs.append(_session(plan, logs, number, told[number]))
    return plan, tuple(logs)


def _authored(plan: Published, logs: list[LogEntry], number: int, told: Edited) -> Authored:
    state = folded(plan, logs)
    items = tuple(item(state, plan, PLACES[place], values) for place, values in told.places.items())
    edit = None if told.made else Edit(items=items, stage=told.stage, progression=told.progression)
    at = datetime.combine(day(number), time(5, tzinfo=UTC))
    return Authored(id=log_id("edit", number), occurred_at=at, on=day(number), by="Dana", words="", edit=edit)


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
    amounts = {"reps": also.reps, "minutes": also.minutes, "distance_m": also.distance_m}
    dose = Dose(sets=1, side="both", effort_cr10=(3, 5), **amounts)
    done = also.done or also.minutes or also.distance_m or 1
    return DoneItem(exercise=slug, asked=dose, done=done, effort="about_right", pain=also.pain)


@pytest.mark.parametrize("name", CASES)
def test_it_offers_as_the_case_says(name: str) -> None:
    file, case = CASES[name]
    plan, logs = lived(case, published(**file.common, **case.intake).model_copy(update={"way_back": case.back}))
    state = folded(plan, logs)
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
    assert [words for words in case.silent if words in sentences] == []


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
