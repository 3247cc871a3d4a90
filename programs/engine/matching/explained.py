"""One exercise for a reviewer: all that speaks against it for a person, and for whom it is left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from exercises.load import Catalogue
from exercises.schema import Exercise
from programs.engine.contract import Excluded, Intake
from programs.engine.matching.judge import excluded
from programs.engine.matching.person import person
from programs.engine.matching.rules import RULES, Judge
from programs.knowledge.load import Knowledge

STAGES = (1, 2, 3, 4, 5)
BY_FLAG = ("pool_flag", "flag", "flag_load", "floor")
BY_AGE = ("age_load", "age_position", "age_falls", "age_grade")


@dataclass(frozen=True, slots=True)
class ByCondition:
    """With this condition alone: the stages at which it is offered, and the first reason at the highest other one."""

    condition: str
    stages: tuple[int, ...]
    against: Excluded | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """For whom an exercise is left out; `by_flag` and `by_age` name the flag or the age band with the reason."""

    exercise: Exercise
    by_condition: tuple[ByCondition, ...]
    by_flag: tuple[tuple[str, Excluded], ...]
    by_age: tuple[tuple[str, Excluded], ...]


def all_against(exercise: Exercise, *, judge: Judge) -> tuple[Excluded, ...]:
    """Every rule that speaks against an exercise, not the first alone, in the fixed order; kit included."""
    found = ((rule, RULES[rule](exercise, judge)) for rule in judge.knowledge.matching.exclusion_order)
    return tuple(excluded(exercise, rule, facts, judge=judge) for rule, facts in found if facts is not None)


def judge_at(intake: Intake, *, stage: int, knowledge: Knowledge, catalogue: Catalogue) -> Judge:
    """The judge of a person at a stage, 1 to 5; raises ValueError where age has no plan."""
    return Judge(person(intake, stage=stage, knowledge=knowledge, catalogue=catalogue), knowledge, catalogue)


def sheets(*, knowledge: Knowledge, catalogue: Catalogue) -> tuple[Sheet, ...]:
    """Every exercise with whom it is left out for: each condition, flag and age band looked at alone.

    The person is 30, swims well, has all kit and pain that settles quickly; no direction is known to ease it.
    """
    conditions = {slug: _judges(knowledge, catalogue, conditions=[slug]) for slug in knowledge.conditions}
    plain = knowledge.matching.phase.condition["chronic"]
    flags = {flag: _judges(knowledge, catalogue, conditions=[plain], flags=[flag])[-1] for flag in knowledge.flags}
    ages = {
        rules.name: _judges(knowledge, catalogue, conditions=[plain], age=rules.ages[0])[-1]
        for rules in knowledge.grading.age_bands.values()
    }
    return tuple(
        Sheet(
            exercise=exercise,
            by_condition=tuple(_by_condition(exercise, slug, judges) for slug, judges in conditions.items()),
            by_flag=tuple(_alone(exercise, flags, BY_FLAG)),
            by_age=tuple(_alone(exercise, ages, BY_AGE)),
        )
        for exercise in catalogue.exercises.values()
    )


def _judges(knowledge: Knowledge, catalogue: Catalogue, **told: object) -> list[Judge]:
    """The judges of a reviewer's person at the five stages."""
    base = {"schema": 1, "age": 30, "answers": {"*": "no"}, "swims": "well", "irritability": "low"}
    intake = Intake.model_validate({**base, "equipment": list(catalogue.vocabulary.kit), **told})
    return [judge_at(intake, stage=stage, knowledge=knowledge, catalogue=catalogue) for stage in STAGES]


def _by_condition(exercise: Exercise, condition: str, judges: Iterable[Judge]) -> ByCondition:
    stages, against = [], None
    for judge in judges:
        reasons = all_against(exercise, judge=judge)
        if reasons:
            against = reasons[0]
        else:
            stages.append(judge.person.stage)
    return ByCondition(condition=condition, stages=tuple(stages), against=against)


def _alone(exercise: Exercise, judges: dict[str, Judge], rules: Iterable[str]) -> Iterable[tuple[str, Excluded]]:
    """What of these rules speaks against an exercise, the first of each judge."""
    for name, judge in judges.items():
        for rule in rules:
            facts = RULES[rule](exercise, judge)
            if facts is not None:
                yield name, excluded(exercise, rule, facts, judge=judge)
                break
