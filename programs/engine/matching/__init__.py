"""Who may do what: the merged limits of a person, and the rules that speak against an exercise."""

from programs.engine.matching.judge import excluded, is_allowed, reason_against
from programs.engine.matching.person import Person, age_band, person, person_of
from programs.engine.matching.pool import Pool, pool
from programs.engine.matching.rules import Judge

__all__ = [
    "Judge",
    "Person",
    "Pool",
    "age_band",
    "excluded",
    "is_allowed",
    "person",
    "person_of",
    "pool",
    "reason_against",
]
