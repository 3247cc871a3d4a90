"""Whether an exercise may be offered to a person: every rule that can speak against it, asked in one fixed order."""

from exercises.schema import Exercise
from programs.engine.contract import Excluded
from programs.engine.matching.rules import RULES, Facts, Judge
from programs.knowledge.load import explain


def reason_against(exercise: Exercise, *, judge: Judge) -> tuple[str, Facts] | None:
    """The first rule against an exercise, with its facts; None when it may be offered (specification 11.1)."""
    for rule in judge.knowledge.matching.exclusion_order:
        facts = RULES[rule](exercise, judge)
        if facts is not None:
            return rule, facts
    return None


def is_allowed(exercise: Exercise, *, judge: Judge) -> bool:
    """Whether an exercise may be offered to this person now, kit included."""
    return reason_against(exercise, judge=judge) is None


def excluded(exercise: Exercise, rule: str, facts: Facts, *, judge: Judge) -> Excluded:
    """An exercise left out, with the rule that did it in words."""
    told = explain(f"matching.{rule}", {"name": exercise.name, **facts}, knowledge=judge.knowledge)
    return Excluded(exercise=exercise.slug, rule=told.rule, because=told.because, source=told.source)
