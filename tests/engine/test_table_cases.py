"""Runs the cases of tests/cases/scheduling/tables: minutes of a week, of a session and of its parts."""

from dataclasses import replace

import pytest
from pydantic import BaseModel, ConfigDict

from exercises.load import catalogue
from programs.engine.contract import Intake, Role
from programs.engine.grading.dose import start_dose
from programs.engine.matching import Judge, pool
from programs.engine.progression.doses import share_of, value_of
from programs.engine.progression.terms import amount_of, terms_of
from programs.engine.scheduling.aerobic import aerobic_minutes
from programs.engine.scheduling.choice import Choice, ranked
from programs.engine.scheduling.doses import edge_part, main_part, walk_minutes_a_day
from programs.engine.scheduling.edges import serves
from programs.engine.scheduling.parts import seconds
from programs.engine.scheduling.program import TooLittle, make
from programs.engine.scheduling.spacing import region
from programs.engine.scheduling.wishes import bounds
from programs.knowledge.load import knowledge
from tests.engine.intakes import Case, CaseFile, files, judge, read
from tests.engine.journey import published


class Grows(BaseModel):
    """Aerobic minutes of week 1, those there is time for, and what the twelve weeks make of them."""

    model_config = ConfigDict(extra="forbid")

    first: int
    room: int
    weeks: tuple[int, ...]


class Table(Case):
    """What is named must be so for this person.

    `week` is the least and the most minutes of a week, `session` the longest session, `aim` how long one is made, and
    `usual` how long it grows by itself. `walk` is minutes of walking a day. `edges` are minutes of a warm-up walk and
    of breathing after it, by the session's minutes. `warms_up` and `cools_down` say of an exercise whether it may.
    `seconds` is how long an exercise takes at its start dose, `grows_to` what it grows to as an aerobic block while
    there is time, `sets_to` how many sets it grows to by itself. `rests` names what an exercise works so hard that it
    rests the next day, `half` is half of a start dose in a flare. `too_few` says of how many allowed exercises whether
    they are too few for a plan.
    """

    week: tuple[int, int] | None = None
    session: int | None = None
    aim: int | None = None
    usual: int | None = None
    walk: int | None = None
    edges: dict[int, tuple[int, int]] = {}
    warms_up: dict[str, bool] = {}
    cools_down: dict[str, bool] = {}
    seconds: dict[str, int] = {}
    grows_to: dict[str, int] = {}
    sets_to: dict[str, int] = {}
    rests: dict[str, tuple[str, ...]] = {}
    half: dict[str, int] = {}
    too_few: dict[int, bool] = {}
    grows: Grows | None = None


class TableFile(CaseFile):
    """Cases of one table."""

    cases: tuple[Table, ...]


FILES = files("scheduling/tables", TableFile)
CASES = {f"{stem}: {case.name}": (file, case) for stem, file in FILES.items() for case in file.cases}
WALK, BREATHING = "walk-short-flat", "rx-diaphragmatic-breathing"


@pytest.mark.parametrize("name", CASES)
def test_it_gives_what_the_table_says(name: str) -> None:
    file, case = CASES[name]
    who = judge(file.common, case.intake)
    intake = read(file.common, case.intake)
    found = bounds(intake, judge=who)
    minutes = {"week": (found.low, found.high), "session": found.session, "aim": found.length, "usual": found.usual}
    minutes["walk"] = walk_minutes_a_day(intake, judge=who)
    expected = {field: value for field in minutes if (value := getattr(case, field)) is not None}
    assert {field: minutes[field] for field in expected} == expected
    _check_exercises(case, who)
    if case.edges or case.grows_to or case.sets_to or case.warms_up or case.cools_down:
        _check_choices(case, {one.slug: one for one in ranked(pool(who), intake=intake, judge=who)}, who, file)
    assert {count: _is_too_few(count, who, intake) for count in case.too_few} == case.too_few
    if case.grows is not None:
        assert aerobic_minutes(case.grows.first, room=case.grows.room, judge=who) == case.grows.weeks


def _check_exercises(case: Table, who: Judge) -> None:
    timing, exercises = knowledge().scheduling.timing, catalogue().exercises
    doses = {slug: start_dose(exercises[slug], person=who.person, knowledge=knowledge()) for slug in case.seconds}
    assert {slug: seconds(dose, timing=timing) for slug, dose in doses.items()} == case.seconds
    assert {slug: tuple(sorted(region(exercises[slug], knowledge=knowledge()))) for slug in case.rests} == case.rests
    assert {slug: _half(slug, who) for slug in case.half} == case.half


def _is_too_few(count: int, who: Judge, intake: Intake) -> bool:
    whole = pool(who)
    return make(replace(whole, allowed=whole.allowed[:count]), intake=intake, judge=who) == TooLittle("small_pool")


def _half(slug: str, who: Judge) -> int:
    exercise, terms = catalogue().exercises[slug], terms_of(published(), knowledge=knowledge(), catalogue=catalogue())
    dose = start_dose(exercise, person=who.person, knowledge=knowledge())
    return value_of(share_of(dose, exercise, percent=50, terms=terms), amount_of(exercise))


def _check_choices(case: Table, choices: dict[str, Choice], who: Judge, file: TableFile) -> None:
    def edge(slug: str, role: Role, length: int) -> int | None:
        return edge_part(choices[slug], role, length=length, judge=who).dose.minutes

    edges = {length: (edge(WALK, "warm_up", length), edge(BREATHING, "cool_down", length)) for length in case.edges}
    assert edges == case.edges
    shape = knowledge().scheduling.shape
    assert {slug: serves(choices[slug], shape.warm_up) for slug in case.warms_up} == case.warms_up
    assert {slug: serves(choices[slug], shape.cool_down) for slug in case.cools_down} == case.cools_down
    intake = read(file.common, case.intake)
    grown = {slug: main_part(choices[slug], intake=intake, judge=who, aerobic=True).usual for slug in case.grows_to}
    assert grown == case.grows_to
    sets = {slug: main_part(choices[slug], intake=intake, judge=who).usual_sets for slug in case.sets_to}
    assert sets == case.sets_to


def test_the_cases_have_names_of_their_own() -> None:
    assert len(CASES) == sum(len(file.cases) for file in FILES.values())
