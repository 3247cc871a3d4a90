"""The pool: every exercise that may be offered to a person, and every one left out for safety with its first reason."""

from dataclasses import dataclass

from exercises.schema import Exercise
from programs.engine.contract import Excluded
from programs.engine.matching.judge import excluded, reason_against
from programs.engine.matching.rules import KIT_RULE, Judge


@dataclass(frozen=True, slots=True)
class Pool:
    """`allowed` in catalogue order; `left_out` holds reasons of safety only, so nothing that merely lacks its kit."""

    allowed: tuple[Exercise, ...]
    left_out: tuple[tuple[Exercise, str, dict[str, object]], ...]

    def excluded(self, judge: Judge) -> tuple[Excluded, ...]:
        """What was left out, in words."""
        return tuple(excluded(exercise, rule, facts, judge=judge) for exercise, rule, facts in self.left_out)


def pool(judge: Judge) -> Pool:
    """Judges the whole catalogue for one person (specification 11.1, 11.3 and 11.37)."""
    allowed, left_out = [], []
    for exercise in judge.catalogue.exercises.values():
        against = reason_against(exercise, judge=judge)
        if against is None:
            allowed.append(exercise)
        elif against[0] != KIT_RULE:
            left_out.append((exercise, *against))
    return Pool(allowed=tuple(allowed), left_out=tuple(left_out))
