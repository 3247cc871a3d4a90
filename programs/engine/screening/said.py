"""A rule in words, as every step of the engine gives it."""

from collections.abc import Iterable, Mapping

from programs.engine.contract import Reason
from programs.knowledge.load import Knowledge, explain

Told = tuple[str, Mapping[str, object]]
"""A rule's id within its word, and the facts of its sentence."""


def said(rule: str, facts: Mapping[str, object], *, knowledge: Knowledge) -> Reason:
    """The sentence of `<word>.<id>` with its facts; raises KnowledgeError for an unknown rule or a missing fact."""
    told = explain(rule, facts, knowledge=knowledge)
    return Reason(rule=told.rule, because=told.because, source=told.source)


def all_said(word: str, told: Iterable[Told], *, knowledge: Knowledge) -> tuple[Reason, ...]:
    """The sentences of several rules of one word, in order."""
    return tuple(said(f"{word}.{rule}", facts, knowledge=knowledge) for rule, facts in told)
