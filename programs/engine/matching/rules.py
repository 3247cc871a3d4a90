"""The rules that can speak against an exercise, each a question whose answer is the facts of its sentence, or None."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from exercises.load import Catalogue
from exercises.schema import DEMANDS, RANK, Demand, Exercise, Level
from programs.engine.matching.person import Person
from programs.knowledge.load import Knowledge

Facts = dict[str, object]
KIT_RULE: Final = "equipment"
"""The one rule that is no matter of safety: the exercise is fine, its kit is not there."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A person with the knowledge and words that judge an exercise."""

    person: Person
    knowledge: Knowledge
    catalogue: Catalogue


def _pool_flag(exercise: Exercise, judge: Judge) -> Facts | None:
    for slug in judge.person.flags:
        flag = judge.knowledge.flags[slug]
        if exercise.group in flag.excludes_groups:
            return {"because": flag.because}
    return None


def _flag(exercise: Exercise, judge: Judge) -> Facts | None:
    subgroup = f"{exercise.group}/{exercise.subgroup}"
    for slug in judge.person.flags:
        flag = judge.knowledge.flags[slug]
        if (
            slug in exercise.contraindicated_for_flags
            or exercise.position in flag.excludes_positions
            or subgroup in flag.excludes_subgroups
        ):
            return {"because": flag.because}
    return None


def _manual(exercise: Exercise, judge: Judge) -> Facts | None:
    for slug in judge.person.conditions:
        if exercise.slug in judge.knowledge.conditions[slug].manual_contraindicated_exercises:
            return _with(slug, judge)
    return None


def _position(exercise: Exercise, judge: Judge) -> Facts | None:
    for slug in judge.person.conditions:
        if exercise.position in judge.knowledge.conditions[slug].positions_excluded:
            return {
                **_with(slug, judge),
                "position": _first_up(judge.catalogue.vocabulary.positions[exercise.position]),
            }
    return None


def _load(exercise: Exercise, judge: Judge) -> Facts | None:
    if _within_merged(exercise, judge):
        return None
    for slug in judge.person.conditions:
        over = _over(exercise, judge.knowledge.conditions[slug].max_load_by_stage[judge.person.stage])
        if over:
            return {**_with(slug, judge), **_levels(exercise, *over, judge), "stage": judge.person.stage}
    return None


def _flag_load(exercise: Exercise, judge: Judge) -> Facts | None:
    for slug in judge.person.flags:
        flag = judge.knowledge.flags[slug]
        over = _over(exercise, flag.max_load)
        if over:
            return {"because": flag.because, **_levels(exercise, *over, judge)}
    return None


def _irritability_load(exercise: Exercise, judge: Judge) -> Facts | None:
    stirred = judge.knowledge.matching.irritability.limits.get(judge.person.irritability)
    over = _over(exercise, stirred.max_load) if stirred else None
    return _levels(exercise, *over, judge) if over else None


def _irritability_subgroup(exercise: Exercise, judge: Judge) -> Facts | None:
    stirred = judge.knowledge.matching.irritability.limits.get(judge.person.irritability)
    return {} if stirred and f"{exercise.group}/{exercise.subgroup}" in stirred.excludes_subgroups else None


def _irritability_grade(exercise: Exercise, judge: Judge) -> Facts | None:
    stirred = judge.knowledge.matching.irritability.limits.get(judge.person.irritability)
    return _grade(exercise, stirred.grade_cap) if stirred else None


def _age_load(exercise: Exercise, judge: Judge) -> Facts | None:
    over = _over(exercise, judge.person.rules.max_load)
    return _levels(exercise, *over, judge) if over else None


def _age_position(exercise: Exercise, judge: Judge) -> Facts | None:
    if exercise.position not in judge.person.rules.positions_excluded:
        return None
    return {"position": _first_up(judge.catalogue.vocabulary.positions[exercise.position])}


def _age_falls(exercise: Exercise, judge: Judge) -> Facts | None:
    matching = judge.knowledge.matching
    listed = matching.falls_flag in exercise.contraindicated_for_flags
    return (
        {"age": matching.high_balance_from_age}
        if listed and judge.person.age >= matching.high_balance_from_age
        else None
    )


def _age_grade(exercise: Exercise, judge: Judge) -> Facts | None:
    return _grade(exercise, judge.person.rules.grade_cap)


def _stage_grade(exercise: Exercise, judge: Judge) -> Facts | None:
    facts = _grade(exercise, judge.knowledge.grading.stages[judge.person.stage].grade_cap)
    return None if facts is None else {**facts, "stage": judge.person.stage}


def _earliest_stage(exercise: Exercise, judge: Judge) -> Facts | None:
    for slug in judge.person.conditions:
        opens_at = judge.knowledge.conditions[slug].manual_earliest_stage.get(exercise.slug, 1)
        if judge.person.stage < opens_at:
            return {**_with(slug, judge), "stage": opens_at}
    return None


def _walk_run(exercise: Exercise, judge: Judge) -> Facts | None:
    matching = judge.knowledge.matching
    if exercise.slug != matching.walk_run:
        return None
    open_ = exercise.slug in judge.person.opened and judge.person.stage >= matching.walk_run_min_stage
    return None if open_ else {}


def _post_op_pool(exercise: Exercise, judge: Judge) -> Facts | None:
    pool = judge.knowledge.matching.pool
    operated = any(slug in pool.post_op_conditions for slug in judge.person.conditions)
    return {} if operated and exercise.in_water and judge.person.stage < pool.post_op_min_stage else None


def _floor(exercise: Exercise, judge: Judge) -> Facts | None:
    """Floor work, and with no bed either what else needs lying down."""
    for slug in judge.person.flags:
        left_out = judge.knowledge.flags[slug].excludes_floor_transfer
        if exercise.floor_transfer in left_out:
            return {}
        if left_out and exercise.floor_transfer == "bed_ok" and "bed" not in judge.person.kit:
            return {}
    return None


def _equipment(exercise: Exercise, judge: Judge) -> Facts | None:
    missing = [thing for thing in exercise.equipment if thing not in judge.person.kit]
    if not missing:
        return None
    words = judge.catalogue.vocabulary
    return {"equipment": " and ".join(words.household.get(thing) or words.kit[thing] for thing in missing)}


def _direction(rule: str) -> "Rule":
    return lambda exercise, judge: {} if judge.person.gated.get(exercise.slug) == rule else None


Rule = Callable[[Exercise, Judge], Facts | None]
RULES: Final[dict[str, Rule]] = {
    "pool_flag": _pool_flag,
    "flag": _flag,
    "manual": _manual,
    "position": _position,
    "load": _load,
    "flag_load": _flag_load,
    "direction_extension": _direction("direction_extension"),
    "direction_flexion": _direction("direction_flexion"),
    "side_glide": _direction("side_glide"),
    "prone_direction": _direction("prone_direction"),
    "irritability_load": _irritability_load,
    "irritability_subgroup": _irritability_subgroup,
    "age_load": _age_load,
    "age_position": _age_position,
    "age_falls": _age_falls,
    "earliest_stage": _earliest_stage,
    "stage_grade": _stage_grade,
    "age_grade": _age_grade,
    "irritability_grade": _irritability_grade,
    "walk_run": _walk_run,
    "post_op_pool": _post_op_pool,
    "floor": _floor,
    KIT_RULE: _equipment,
}


def _within_merged(exercise: Exercise, judge: Judge) -> bool:
    """The quick answer for most exercises: nothing is over the limits of all that limits this person."""
    return all(
        RANK[exercise.demands[demand]] <= most for demand, most in zip(DEMANDS, judge.person.limits, strict=True)
    )


def _over(exercise: Exercise, limits: dict[Demand, Level]) -> tuple[Demand, Level] | None:
    """The first demand, in the vocabulary's order, that is over its limit, with that limit."""
    demands = exercise.demands
    for demand in DEMANDS:
        if demand in limits and RANK[demands[demand]] > RANK[limits[demand]]:
            return demand, limits[demand]
    return None


def _levels(exercise: Exercise, demand: Demand, limit: Level, judge: Judge) -> Facts:
    words = judge.catalogue.vocabulary
    return {
        "demand": words.demands[demand].words,
        "level": words.levels[exercise.demands[demand]],
        "limit": words.levels[limit],
    }


def _grade(exercise: Exercise, cap: int) -> Facts | None:
    return {"grade": exercise.grade, "cap": cap} if exercise.grade > cap else None


def _with(slug: str, judge: Judge) -> Facts:
    return {"condition": judge.knowledge.conditions[slug].built_for}


def _first_up(words: str) -> str:
    return words[0].upper() + words[1:]
