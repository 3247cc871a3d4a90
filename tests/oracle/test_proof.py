"""A slice of the safety proof that `make prove` runs whole: the same walk, the same sample, the same questions."""

from functools import cache, partial

import pytest

from exercises.load import catalogue
from programs.engine.contract import Intake
from programs.engine.matching import Judge, Person, is_allowed, person, pool
from programs.engine.prescribe import prescribe
from programs.knowledge.load import knowledge
from tests.oracle import book, plans, walk
from tests.oracle.bans import BANS
from tests.oracle.folds import AFTER_A_LOG, ON_A_DAY, check_life
from tests.oracle.people import person as person_of
from tests.oracle.plans import CHECKS, Made
from tests.oracle.prove import APART, prove_plan
from tests.oracle.recorded import Rules
from tests.oracle.tally import Tally
from tests.oracle.walk import KIT, SETS, Turn, told

PLANS, DIARIES = 1_800, 50
ONCE_WRONG = (27_371, 57_267, 62_014, 79_083, 113_322, 192_304, 193_516)
"""Diaries that found an unsafe stand-in, or a stage that went up after a bad session."""
pytestmark = pytest.mark.timeout(300)  # the first test of a slice works it out for the others


@cache
def walked() -> Tally:
    """The slice of the walk."""
    tally, rules = Tally(), Rules()
    for turn in walk.sliced():
        tally += walk.walk(turn, rules=rules)
    return tally


@cache
def prescribed() -> Tally:
    """The slice of the sample."""
    return prescribed_for(range(PLANS))


def prescribed_for(numbers: range) -> Tally:
    """What was checked of the prescriptions of these people."""
    tally = Tally()
    for number in numbers:
        prove_plan(person_of(number), tally)
    return tally


@cache
def lived() -> Tally:
    """The slice of the diaries."""
    tally = Tally()
    for number in (*range(0, DIARIES * APART, APART), *ONCE_WRONG):
        check_life(number, tally)
    return tally


def holds(invariant: str, tally: Tally) -> None:
    """Whether it was asked, and never found wrong."""
    assert [str(fault) for fault in tally.faults if fault.invariant == invariant] == []
    assert tally.checked[invariant]


@pytest.mark.parametrize("invariant", BANS)
def test_it_holds_in_every_pool(invariant: str) -> None:
    holds(invariant, walked())


@pytest.mark.parametrize("invariant", sorted({*BANS, *CHECKS}))
def test_it_holds_in_whole_plans(invariant: str) -> None:
    holds(invariant, prescribed())


@pytest.mark.parametrize("invariant", [*sorted({*BANS, *AFTER_A_LOG, *ON_A_DAY}), "ORDER"])
def test_it_holds_over_diaries(invariant: str) -> None:
    holds(invariant, lived())


def test_the_walk_has_2_132_800_people_with_flags_and_148_800_with_symptoms() -> None:
    assert (len(SETS), len(walk.flag_sets()), len(book.bands())) == (496, 172, len(walk.AGES))
    assert {book.band_of(age): age for age in walk.AGES.values()} == walk.AGES
    assert sum(turn.size() for turn in walk.turns() if len(turn.ages) > 1) == 2_132_800
    assert sum(turn.size() for turn in walk.turns() if len(turn.ages) == 1) == 148_800


def test_the_walk_asks_the_rules_as_the_engine_does() -> None:
    rules = Rules()
    for number in range(0, 2_000, 13):
        intake = Intake.model_validate(person_of(number))
        if intake.age < 10:
            continue
        who = person(intake, knowledge=knowledge(), catalogue=catalogue(), stage=number % 5 + 1)
        allowed = pool(Judge(who, knowledge(), catalogue())).allowed
        assert rules.pool(who) == book.slugs(exercise.slug for exercise in allowed)


def test_an_answer_is_kept_only_under_all_that_the_rule_read() -> None:
    def hidden(_exercise: object, judge: Judge) -> dict[str, object] | None:
        who = judge.person
        return {} if who.stage == 1 and who.age > 60 else None  # reads the age at stage 1 only

    rules = Rules()
    asked = rules.asked[0]
    asked.rule = hidden
    people: list[Person] = [
        person(
            Intake.model_validate(told(("sciatica",), age)), knowledge=knowledge(), catalogue=catalogue(), stage=stage
        )
        for stage, age in ((2, 30), (1, 30), (1, 70), (2, 70), (1, 30))
    ]
    assert [bool(asked.left_out(who)) for who in people] == [False, False, True, False, False]
    assert asked.reads == ("age", "stage")


@pytest.mark.parametrize("flag", [flag for flag in book.flags() if not walk.changes_pool(flag)])
def test_a_flag_that_the_walk_leaves_out_changes_no_pool(flag: str) -> None:
    rules = Rules()
    for conditions in walk.SINGLES:
        for age in (16, 50, 70):
            without, with_flag = (dict(walk.pools(told(conditions, age, flags=flags), rules)) for flags in ([], [flag]))
            assert without == with_flag


@pytest.mark.parametrize("kit", [[], *([thing] for thing in book.vocabulary()["kit"]), ["recumbent", "trolley"]])
def test_it_allows_only_what_there_is_kit_for(kit: list[str]) -> None:
    without = ["chair", "wall", "bed"] if "band" in kit else []
    intake = told(("lbp-nonspecific-chronic",), 50, equipment=kit, without=without, flags=["cannot-floor"])
    for stage, got in walk.pools(intake, Rules()):
        named, flags = frozenset(["lbp-nonspecific-chronic"]), frozenset(["cannot-floor"])
        who = book.Person(named, 50, stage, flags, "low", kit=frozenset(kit), without=frozenset(without))
        assert got == book.allowed(who)


def test_walking_and_running_open_only_from_stage_4_and_once_logs_opened_them() -> None:  # INV14
    entry = catalogue().exercises["walk-run-return"]
    intake = Intake.model_validate(told(("lbp-nonspecific-chronic",), 30))
    look = partial(person, intake, knowledge=knowledge(), catalogue=catalogue())
    for stage in book.STAGES:
        assert not is_allowed(entry, judge=Judge(look(stage=stage), knowledge(), catalogue()))
        opened = look(stage=stage, opened=frozenset(["walk-run-return"]))
        assert is_allowed(entry, judge=Judge(opened, knowledge(), catalogue())) == (stage >= 4)


def test_the_sample_holds_plans_of_every_stage_band_condition_flag_and_kit() -> None:
    seen = {word: {name for seen, name in prescribed().seen if seen == word} for word, _ in prescribed().seen}
    assert prescribed().seen["outcomes", "plan"] > PLANS * 0.85
    assert seen["stages"] == {"1", "2", "3", "4", "5"}
    assert seen["bands"] == set(book.bands())
    assert seen["conditions"] == set(book.conditions())
    assert seen["flags"] == set(book.flags()) - {"red-flag"}
    assert seen["kit"] == set(KIT)


def test_whoever_may_fall_gets_balance_with_support() -> None:
    for age in (65, 75, 85):  # INV40
        intake = told(("lbp-nonspecific-chronic",), age, flags=["falls-risk"], equipment=[], minutes=30, stage=2)
        said = prescribe(Intake.model_validate(intake), knowledge=knowledge(), catalogue=catalogue())
        who = {**intake, "approvals": [], "sex": "male", "direction": "unknown", "leg_symptoms": "none", "without": []}
        assert plans.balance(Made(who, said)) == []


def holds_in_pools(invariant: str, turn: Turn) -> None:
    """As the test of every pool, over one turn and with nothing kept: for rules that are switched off."""
    holds(invariant, walk.walk(turn))


def holds_in_plans(invariant: str) -> None:
    """As the test of whole plans, over some of them and with nothing kept."""
    holds(invariant, prescribed_for(range(300)))
