"""INV01 to INV03, INV30, INV31 and INV41: who gets a plan, who doesn't, and which approvals would change that."""

from itertools import product

import pytest

from exercises.load import catalogue
from programs.engine.contract import Intake
from programs.engine.prescribe import prescribe
from programs.knowledge.load import knowledge
from tests.oracle import book, gates
from tests.oracle.gates import Applicant
from tests.oracle.walk import SETS

AGES = (8, 12, 16, 30, 50, 70, 85)
APPROVALS = ("clinician", "guardian", "maternity", "surgeon")


def answered(who: Applicant) -> tuple[str, frozenset[str], bool]:
    """What the engine says: outcome, needs, and whether there is a program."""
    told = Intake.model_validate(
        {
            "schema": 1,
            "age": who.age,
            "answers": {"*": "no", **who.answers},
            "conditions": sorted(who.conditions),
            "flags": sorted(who.flags),
            "approvals": sorted(who.approvals),
            "sex": who.sex,
            "equipment": sorted(who.kit),
            "swims": who.swims,
            "onset_weeks": 20,
            "pain_now": 1,
            "pain_worst_24h": 2,
            "irritability": "low",
        }
    )
    said = prescribe(told, knowledge=knowledge(), catalogue=catalogue())
    return said.outcome, frozenset(said.needs), said.program is not None


def check(who: Applicant) -> str:
    """Holds the engine's answer against the book's; gives the outcome."""
    outcome, needs = gates.expected(who)
    assert answered(who) == (outcome, needs, outcome == "plan"), who
    return outcome


@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("approved", [False, True])
def test_it_starts_a_pair_of_conditions_only_with_every_approval(age: int, approved: bool) -> None:
    approvals = frozenset(APPROVALS if approved else ())
    pairs = SETS if age == 30 and approved else SETS[age % 11 :: 11]
    found = {check(Applicant(frozenset(pair), age, approvals=approvals)) for pair in pairs}
    assert found <= {"plan", "clinician_first"}
    assert ("plan" in found) == (age >= 10 and (approved or age >= 18))


def test_it_never_lets_a_clinicians_condition_start_alone() -> None:
    for conditions in SETS:
        permissions = {book.conditions()[slug]["permission"] for slug in conditions}
        if "clinician_assigned_only" in permissions:  # INV02
            assert check(Applicant(frozenset(conditions), 50)) == "clinician_first"


@pytest.mark.parametrize("age", [12, 16, 30])
@pytest.mark.parametrize("given", list(product([False, True], repeat=4)))
def test_it_asks_for_exactly_the_approvals_that_are_missing(age: int, given: tuple[bool, ...]) -> None:
    approvals = frozenset(name for name, there in zip(APPROVALS, given, strict=True) if there)
    by_permission = {condition["permission"]: slug for slug, condition in book.conditions().items()}
    for slug in (*by_permission.values(), "post-lumbar-fusion", "pregnancy-pgp-lbp"):
        check(Applicant(frozenset([slug]), age, approvals=approvals))


@pytest.mark.parametrize("item", gates.items())
def test_it_takes_every_answer_as_the_screen_says(item: str) -> None:
    conditions = frozenset(["lbp-nonspecific-chronic"])
    for age, sex in product(AGES, ("female", "male")):
        check(Applicant(conditions, age, answers={item: "yes"}, sex=sex))
    for age in (16, 30, 70):
        check(Applicant(conditions, age, answers={item: "unsure"}, approvals=frozenset(APPROVALS)))


def test_it_takes_prefer_not_to_say_as_the_screen_says() -> None:
    for age in AGES:
        check(Applicant(frozenset(["lbp-nonspecific-chronic"]), age, answers={"RF04": "prefer_not"}))


def test_it_puts_the_graver_answer_first() -> None:
    urgent = {id_ for id_, item in gates.items().items() if item["action"] in ("emergency_now", "same_day")}
    for first, second in product(sorted(urgent), sorted(urgent)):
        check(Applicant(frozenset(["sciatica"]), 30, answers={first: "yes", second: "unsure"}))


@pytest.mark.parametrize("flag", sorted(book.flags().keys() - {"red-flag"}))
def test_it_takes_every_flag_as_the_files_say(flag: str) -> None:
    for age, approved in product((12, 16, 30, 70, 85), (False, True)):
        approvals = frozenset(APPROVALS if approved else ())
        check(Applicant(frozenset(["lbp-nonspecific-chronic"]), age, flags=frozenset([flag]), approvals=approvals))


def test_it_never_starts_with_a_bare_red_flag() -> None:
    for approvals in ((), APPROVALS):
        outcome, needs, has_program = answered(
            Applicant(frozenset(["sciatica"]), 30, flags=frozenset(["red-flag"]), approvals=frozenset(approvals))
        )
        assert outcome in ("emergency_now", "same_day")
        assert not needs
        assert not has_program


def test_an_unanswered_screen_never_starts() -> None:
    told = {"schema": 1, "age": 30, "answers": {}, "conditions": ["sciatica"], "approvals": list(APPROVALS)}
    said = prescribe(Intake.model_validate(told), knowledge=knowledge(), catalogue=catalogue())
    assert (said.outcome, said.program) == ("emergency_now", None)
