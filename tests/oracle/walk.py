"""The pools of everybody: conditions one and two at a time, at every stage and age, with no, one and two flags."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from typing import Any

from exercises.load import catalogue
from programs.engine.contract import Intake
from programs.engine.matching import person_of
from programs.engine.screening import known
from programs.knowledge.load import knowledge
from tests.oracle import book
from tests.oracle.bans import BANS
from tests.oracle.recorded import Rules
from tests.oracle.tally import Tally

AGES = {"teen": 16, "young": 30, "mid": 50, "older": 70, "oldest": 85}
SINGLES: list[tuple[str, ...]] = [(slug,) for slug in book.conditions()]
SETS: list[tuple[str, ...]] = [*SINGLES, *combinations(book.conditions(), 2)]
DIRECTIONS = ("flexion", "extension", "retraction", "none", "unknown")
LEGS = ("none", "above_knee", "below_knee", "both_legs")
SYMPTOMS = list(product(("low", "moderate", "high"), DIRECTIONS, LEGS))
"""Irritability, direction and leg symptoms."""
KIT = frozenset(book.vocabulary()["kit"])


def changes_pool(flag: str) -> bool:
    """Whether a flag leaves anything out, or brings a flag or condition that may."""
    brings = ("implies", "implies_unless_named", "sets_flags")
    return book.by_flag(flag) != book.everything() or any(book.flags()[flag].get(key) for key in brings)


@cache
def flag_sets() -> list[tuple[str, ...]]:
    """No, one and two of the flags that change a pool; the others are checked one by one to leave it as it is."""
    flags = [flag for flag in book.flags() if changes_pool(flag)]
    return [(), *((flag,) for flag in flags), *combinations(flags, 2)]


def told(conditions: tuple[str, ...], age: int, **others: object) -> dict[str, Any]:
    """A person who swims, has every kit and answers no to everything, but for `others`."""
    base = {"schema": 1, "age": age, "answers": {"*": "no"}, "swims": "well", "equipment": sorted(KIT)}
    return {**base, "conditions": list(conditions), **others}


def pools(intake: dict[str, Any], rules: Rules) -> Iterator[tuple[int, int]]:
    """Each stage with the pool that the engine's own rules leave at it."""
    facts = known(Intake.model_validate(intake), knowledge=knowledge())
    for stage in book.STAGES:
        yield stage, rules.pool(person_of(facts, stage=stage, knowledge=knowledge(), catalogue=catalogue()))


@dataclass(frozen=True)
class Turn:
    """A part of the walk: these sets of conditions at every stage and these ages, with these flags and symptoms."""

    flags: tuple[str, ...] = ()
    ages: tuple[int, ...] = tuple(AGES.values())
    symptoms: tuple[str, str, str] = ("low", "unknown", "none")
    singly: bool = False

    @property
    def sets(self) -> list[tuple[str, ...]]:
        """Conditions one and two at a time, or one at a time."""
        return SINGLES if self.singly else SETS

    def size(self) -> int:
        """How many pools it holds."""
        return len(self.sets) * len(book.STAGES) * len(self.ages)


@cache
def turns() -> list[Turn]:
    """The whole walk: first over flags, then over irritability, direction and leg symptoms at one age."""
    return [*(Turn(flags) for flags in flag_sets()), *(Turn(ages=(50,), symptoms=three) for three in SYMPTOMS)]


@cache
def sliced() -> list[Turn]:
    """A part of the walk that takes some seconds: pairs without flags, then single conditions with all else singly."""
    single = [flags for flags in flag_sets() if len(flags) == 1]
    by_symptoms = [Turn(ages=(50,), symptoms=three, singly=True) for three in SYMPTOMS]
    return [Turn(), *(Turn(flags, singly=True) for flags in single), *by_symptoms]


def walk(turn: Turn, *, rules: Rules | None = None) -> Tally:
    """One part of the walk, each pool held against every ban and against the book."""
    rules, tally = rules or Rules(), Tally()
    flags = frozenset(turn.flags)
    irritability, direction, legs = turn.symptoms
    for age in turn.ages:
        for conditions in turn.sets:
            intake = told(
                conditions, age, flags=turn.flags, irritability=irritability, direction=direction, leg_symptoms=legs
            )
            for stage, got in pools(intake, rules):
                who = book.Person(frozenset(conditions), age, stage, flags, irritability, direction, legs, KIT)
                check_pool(book.held(who), got, tally, intake)
    tally.seen["pools", ""] += turn.size()
    return tally


def check_pool(held: book.Held, got: int, tally: Tally, intake: dict[str, Any]) -> None:
    """Holds one pool against everything that is forbidden, and against all that is allowed."""
    for invariant, bans in BANS.items():
        banned = bans(held)
        if banned & got:
            what = f"stage {held.who.stage} allows {book.names(got & banned)}"
            tally.add(invariant, [what], intake)
        elif banned:
            tally.checked[invariant] += 1
    missing = book.allowed_to(held) & ~got
    if missing:
        tally.add("INV38", [f"stage {held.who.stage} leaves out {book.names(missing)} without a reason"], intake)
