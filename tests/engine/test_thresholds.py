"""Every rule, and each side of every threshold of the knowledge, is reached by a YAML case or by a named test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict

from programs.knowledge.load import knowledge
from programs.knowledge.schema.base import Rule
from tests.engine.test_matching_cases import CASES as MATCHING
from tests.engine.thresholds import (
    Cases,
    Side,
    any_fails,
    checks,
    is_listed,
    named,
    numbers_of,
    ruled,
    sides_of,
    standing,
)  # fmt: skip


class Excepted(BaseModel):
    """Names, with * for any, and why no case reaches them; `tests` are Python tests that do."""

    model_config = ConfigDict(extra="forbid")

    why: str
    names: tuple[str, ...]
    tests: tuple[str, ...] = ()


class Exceptions(BaseModel):
    """What no case reaches."""

    model_config = ConfigDict(extra="forbid")

    numbers: tuple[Excepted, ...]
    rules: tuple[Excepted, ...]


EXCEPTIONS = Exceptions.model_validate(yaml.safe_load(Path(__file__).with_name("thresholds.yaml").read_bytes()))
NUMBERS = tuple(name for one in EXCEPTIONS.numbers for name in one.names)
RULES = tuple(name for one in EXCEPTIONS.rules for name in one.names)
HELD = [one for one in (*EXCEPTIONS.numbers, *EXCEPTIONS.rules) if one.tests]
PARTS = (
    "progression",
    "screening",
    "matching",
    "grading",
    "scheduling",
    "flags",
    "measures",
    "care.numbers",
    "learn.offer",
)
QUICK = {
    "progression": ("success", "flare", "step_back"),
    "screening": ("items", "age_gates"),
}


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
def test_each_side_of_each_number_is_noticed_by_a_case(part: str) -> None:
    asked = (side for side in _sides(part) if not is_listed(side[0], NUMBERS))
    assert Cases(_word(part)).unnoticed(asked) == []


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
def test_no_side_is_excepted_that_a_case_notices(part: str) -> None:
    excepted = [side for side in _sides(part) if is_listed(side[0], NUMBERS)]
    assert Cases(_word(part)).noticed(excepted) == []


@pytest.mark.long
def test_each_number_that_a_python_test_holds_is_noticed_there() -> None:
    sides = [side for part in PARTS for side in _sides(part)]
    missed = []
    for one in EXCEPTIONS.numbers:
        for name, number, value in sides if one.tests else ():
            with standing(number, value):
                if is_listed(name, one.names) and not any_fails(named(one.tests)):
                    missed.append(name)
    assert missed == []


@pytest.mark.parametrize("word", QUICK)
def test_each_side_of_what_decides_first_is_noticed_by_a_case(word: str) -> None:
    quick = [side for side in _sides(word) if side[1].path.split(".")[0] in QUICK[word]]
    assert quick
    assert Cases(word).unnoticed(side for side in quick if not is_listed(side[0], NUMBERS)) == []


def test_the_cases_hold_as_the_knowledge_stands_and_reach_every_rule_that_is_not_excepted() -> None:
    reached = {f"matching.{rule}" for _, case in MATCHING.values() for rule in case.left_out.values()}

    class Noted(dict[str, Rule]):
        def get(self, key: str, default: object = None) -> Rule | None:  # type: ignore[override]
            reached.add(key)
            return super().get(key)

        def __getitem__(self, key: str) -> Rule:
            reached.add(key)
            return super().__getitem__(key)

    rules = knowledge().rules
    with ruled(Noted(rules)):
        for listed in checks().values():
            for check in listed:
                check()
    assert {rule for rule in rules if rule not in reached and not is_listed(rule, RULES)} == set()
    assert {rule for rule in rules if rule in reached and is_listed(rule, RULES)} == set()


def test_each_rule_that_a_python_test_holds_is_missed_there() -> None:
    rules, unheld = knowledge().rules, []
    for one in EXCEPTIONS.rules:
        for rule in rules if one.tests else ():
            if is_listed(rule, one.names):
                with ruled({name: other for name, other in rules.items() if name != rule}):
                    unheld += [] if any_fails(named(one.tests)) else [rule]
    assert unheld == []


@pytest.mark.parametrize("one", HELD, ids=lambda one: one.names[0])
def test_the_python_tests_hold_as_the_knowledge_stands(one: Excepted) -> None:
    for check in named(one.tests):
        check()


def test_no_exception_names_nothing() -> None:
    sides = [name for part in PARTS for name, _, _ in _sides(part)]
    assert [name for name in NUMBERS if not any(is_listed(side, [name]) for side in sides)] == []
    assert [name for name in RULES if not any(is_listed(rule, [name]) for rule in knowledge().rules)] == []


def _word(part: str) -> str:
    return part.split(".", maxsplit=1)[0]


def _sides(part: str) -> Iterator[Side]:
    word, _, within = part.partition(".")
    return sides_of(numbers_of(word, within or None))
