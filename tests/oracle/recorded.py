"""The engine's own rules over the whole catalogue, each asked once for all that it reads of a person."""

from collections.abc import Callable
from typing import cast

from exercises.load import catalogue
from programs.engine.matching import Judge, Person
from programs.engine.matching.rules import RULES, Rule
from programs.knowledge.load import knowledge
from programs.knowledge.schema.grading import AgeBand
from tests.oracle import book

# What cannot be a key stands in for itself: the band's entry lives as long as the knowledge does.
KEYS: dict[type, Callable[..., object]] = {dict: lambda value: frozenset(value.items()), AgeBand: id}

KEPT = 100_000
"""Answers of one rule that are kept; a walk of everybody would fill the memory."""


class Reading:
    """A person that writes down which of its fields are read."""

    def __init__(self, person: Person, read: set[str]) -> None:
        self._person, self._read = person, read

    def __getattr__(self, name: str) -> object:
        self._read.add(name)
        return getattr(self._person, name)


class Asked:
    """One rule with its answers. A rule is pure: the same in all the fields that it reads, the same answer.

    Which fields those are is written down while it runs, never assumed. Reads it one more than before, what was
    answered under the shorter key is thrown away.
    """

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.reads: tuple[str, ...] = ()
        self.answers: dict[tuple[object, ...], int] = {}

    def left_out(self, person: Person) -> int:
        """The exercises that the rule speaks against."""
        found = self.answers.get(self._key(person))
        return self._ask(person) if found is None else found

    def _key(self, person: Person) -> tuple[object, ...]:
        values = [getattr(person, name) for name in self.reads]
        return tuple([KEYS[type(value)](value) if type(value) in KEYS else value for value in values])

    def _ask(self, person: Person) -> int:
        read: set[str] = set()
        judge = Judge(cast("Person", Reading(person, read)), knowledge(), catalogue())
        exercises, rule = catalogue().exercises, self.rule
        out = sum(bit for slug, bit in book.places().items() if rule(exercises[slug], judge) is not None)
        if not read <= set(self.reads):
            self.reads, self.answers = tuple(sorted({*self.reads, *read})), {}
        if len(self.answers) > KEPT:
            self.answers.clear()
        self.answers[self._key(person)] = out
        return out


class Rules:
    """Every rule of matching, as the engine asks them."""

    def __init__(self) -> None:
        self.asked = [Asked(RULES[rule]) for rule in knowledge().matching.exclusion_order]

    def pool(self, person: Person) -> int:
        """What no rule speaks against, as a set of the book."""
        out = 0
        for asked in self.asked:
            out |= asked.left_out(person)
        return book.everything() & ~out
