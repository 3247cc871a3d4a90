"""The limits of one person at one stage: of conditions, flags, age band and irritability the strictest of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exercises.load import Catalogue
from exercises.schema import DEMANDS, RANK, Demand, Level
from programs.engine.contract import AgeBand, Intake, Irritability
from programs.engine.grading.start import Start, start
from programs.engine.matching.gate import gated
from programs.engine.screening.known import Known, known
from programs.knowledge.load import Knowledge
from programs.knowledge.schema.grading import AgeBand as BandRules

Limits = tuple[int, ...]
"""Highest rank of each demand, in the order of DEMANDS; 3 is no limit."""


@dataclass(frozen=True, slots=True)
class Person:
    """All that decides which exercise may be offered. `stage` is the one judged at; `grade_cap` the lowest of all caps.

    `gated` names the rule that closes each exercise of the directional gate; `opened` are exercises that logs opened.
    """

    age: int
    band: AgeBand
    rules: BandRules
    stage: int
    irritability: Irritability
    conditions: tuple[str, ...]
    flags: tuple[str, ...]
    grade_cap: int
    start: Start
    limits: Limits
    effort_cap: int
    hold_cap_s: int | None
    kit: frozenset[str]
    gated: dict[str, str]
    opened: frozenset[str]


def person(
    intake: Intake,
    *,
    knowledge: Knowledge,
    catalogue: Catalogue,
    stage: int | None = None,
    opened: frozenset[str] = frozenset(),
) -> Person:
    """The person of an intake at `stage`, 1 to 5, or at the starting one; raises ValueError where age has no plan."""
    facts = known(intake, knowledge=knowledge)
    return person_of(facts, stage=stage, opened=opened, knowledge=knowledge, catalogue=catalogue)


def person_of(
    facts: Known,
    *,
    knowledge: Knowledge,
    catalogue: Catalogue,
    stage: int | None = None,
    opened: frozenset[str] = frozenset(),
) -> Person:
    """As `person`, from what is known already."""
    begin = start(facts, knowledge=knowledge)
    band = age_band(facts.intake.age, knowledge=knowledge)
    if band is None:
        raise ValueError(f"no plan at the age of {facts.intake.age}")
    at = begin.stage if stage is None else stage
    rules, stage_rules = knowledge.grading.age_bands[band], knowledge.grading.stages[at]
    stirred = knowledge.matching.irritability.limits.get(begin.irritability)
    flags = [knowledge.flags[slug] for slug in facts.flags]
    loads: list[Mapping[Demand, Level]] = [
        knowledge.conditions[slug].max_load_by_stage[at] for slug in facts.conditions
    ]
    loads += [rules.max_load, *(flag.max_load for flag in flags), *([stirred.max_load] if stirred else [])]
    efforts = [stage_rules.effort_cr10[1], rules.effort_cap, *(flag.effort_cap for flag in flags if flag.effort_cap)]
    return Person(
        age=facts.intake.age,
        band=band,
        rules=rules,
        stage=at,
        irritability=begin.irritability,
        conditions=facts.conditions,
        flags=facts.flags,
        grade_cap=min(stage_rules.grade_cap, rules.grade_cap, *([stirred.grade_cap] if stirred else [])),
        start=begin,
        limits=merged(loads),
        effort_cap=min([*efforts, *([stirred.effort_cap] if stirred else [])]),
        hold_cap_s=min((flag.hold_cap_s for flag in flags if flag.hold_cap_s), default=None),
        kit=_kit(facts.intake, catalogue),
        gated=gated(facts, knowledge=knowledge),
        opened=opened,
    )


def age_band(age: int, *, knowledge: Knowledge) -> AgeBand | None:
    """The band of an age in years, None under the youngest."""
    bands = knowledge.grading.age_bands
    return next((band for band, rules in bands.items() if rules.ages[0] <= age <= rules.ages[1]), None)


def merged(loads: Iterable[Mapping[Demand, Level]]) -> Limits:
    """The strictest of several limits maps; a demand that is missing has no limit of its own."""
    given = list(loads)
    most = RANK["high"]
    return tuple(min((RANK[load[demand]] for load in given if demand in load), default=most) for demand in DEMANDS)


def _kit(intake: Intake, catalogue: Catalogue) -> frozenset[str]:
    """What there is: household things less those said away, kit named, and what that brings."""
    words = catalogue.vocabulary
    named = {words.kit_synonyms.get(thing, thing) for thing in intake.equipment}
    kit = {thing for thing in named if thing in words.kit}
    brought = {thing for item in kit for thing in words.kit_brings.get(item, ())}
    household = words.household.keys() - set(intake.without)
    return frozenset(kit | brought | household | set(words.never_excludes))
