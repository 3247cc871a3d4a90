"""Every rule, and each side of every threshold of the knowledge, is reached by a YAML case."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict

from programs.knowledge.load import knowledge
from programs.knowledge.schema.base import Rule
from tests.engine.test_matching_cases import CASES as MATCHING
from tests.engine.thresholds import Cases, checks, is_listed, numbers_of


class Excepted(BaseModel):
    """Names, with * for any, and why no case reaches them."""

    model_config = ConfigDict(extra="forbid")

    why: str
    names: tuple[str, ...]


class Exceptions(BaseModel):
    """What no case reaches."""

    model_config = ConfigDict(extra="forbid")

    numbers: tuple[Excepted, ...]
    rules: tuple[Excepted, ...]


EXCEPTIONS = Exceptions.model_validate(yaml.safe_load(Path(__file__).with_name("thresholds.yaml").read_bytes()))
NUMBERS = tuple(name for one in EXCEPTIONS.numbers for name in one.names)
RULES = tuple(name for one in EXCEPTIONS.rules for name in one.names)
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
    word, _, within = part.partition(".")
    assert Cases(word).unnoticed(numbers_of(word, within or None), but=NUMBERS) == []


@pytest.mark.parametrize("word", QUICK)
def test_each_side_of_what_decides_first_is_noticed_by_a_case(word: str) -> None:
    numbers = [one for one in numbers_of(word) if one.path.split(".")[0] in QUICK[word]]
    assert numbers
    assert Cases(word).unnoticed(numbers, but=NUMBERS) == []


def test_the_cases_hold_as_the_knowledge_stands_and_reach_every_rule() -> None:
    reached = {f"matching.{rule}" for _, case in MATCHING.values() for rule in case.left_out.values()}

    class Noted(dict[str, Rule]):
        def get(self, key: str, default: object = None) -> Rule | None:  # type: ignore[override]
            reached.add(key)
            return super().get(key)

    rules = knowledge().rules
    object.__setattr__(knowledge(), "rules", Noted(rules))
    try:
        for listed in checks().values():
            for check in listed:
                check()
    finally:
        object.__setattr__(knowledge(), "rules", rules)
    assert {rule for rule in rules if rule not in reached and not is_listed(rule, RULES)} == set()


def test_no_exception_names_nothing() -> None:
    sides = list(_sides())
    assert [name for name in NUMBERS if not any(is_listed(side, [name]) for side in sides)] == []
    assert [name for name in RULES if not any(is_listed(rule, [name]) for rule in knowledge().rules)] == []


def _sides() -> Iterator[str]:
    for part in PARTS:
        word, _, within = part.partition(".")
        for number in numbers_of(word, within or None):
            for way, _ in number.moved():
                yield f"{number.name} {way}"
