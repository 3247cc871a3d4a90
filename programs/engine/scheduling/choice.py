"""Which exercise comes first: starter sets, what stands in for them, lower stages, then the pool by wish and fit."""

from collections.abc import Iterable
from dataclasses import dataclass

from exercises.schema import RANK, Exercise
from programs.engine.contract import Intake, Reason
from programs.engine.matching.pool import Pool
from programs.engine.matching.rules import Judge
from programs.engine.screening.said import said
from programs.knowledge.schema.picking import Goal

STARTER, REPLACES, LOWER_STAGE, FROM_POOL = range(4)


@dataclass(frozen=True, slots=True)
class _Origin:
    """The starter set that an exercise comes from: `below` stages lower, at `place` in it.

    `stands_for` is the starter whose place it takes.
    """

    tier: int
    place: int
    condition: str
    below: int = 0
    stands_for: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """An allowed exercise with its place in the ranking: `key` sorts, those of one `turn` are equally good."""

    exercise: Exercise
    tier: int
    key: tuple[int, ...]
    turn: tuple[int, ...]
    disliked: bool
    liked: bool
    goal: Goal | None
    origin: _Origin | None
    subgroup: str
    """`group/subgroup`, as knowledge files name it."""

    @property
    def slug(self) -> str:
        """The exercise's slug."""
        return self.exercise.slug


def ranked(pool: Pool, *, intake: Intake, judge: Judge) -> tuple[Choice, ...]:
    """The whole pool, best first (specification 5.7 and 11.35). Wishes order what is safe and never add to it."""
    allowed = {exercise.slug: exercise for exercise in pool.allowed}
    origins = _origins(allowed, judge)
    akin = _akin(judge)
    choices = [
        _choice(exercise, place, origins.get(slug), akin, intake, judge)
        for place, (slug, exercise) in enumerate(allowed.items())
    ]
    return tuple(sorted(choices, key=lambda choice: choice.key))


def _origins(allowed: dict[str, Exercise], judge: Judge) -> dict[str, _Origin]:
    """Where each exercise of a starter set comes from, the best origin of several."""
    found: dict[str, _Origin] = {}
    for origin_of in (_starters, _replacements, _lower_stages):
        for slug, origin in origin_of(allowed, judge):
            found.setdefault(slug, origin)
    return found


def _starters(allowed: dict[str, Exercise], judge: Judge) -> Iterable[tuple[str, _Origin]]:
    for slug, condition, place in _set_of_stage(judge.person.stage, judge):
        if slug in allowed:
            yield slug, _Origin(STARTER, place, condition)


def _replacements(allowed: dict[str, Exercise], judge: Judge) -> Iterable[tuple[str, _Origin]]:
    """For a starter that is not allowed, the nearest easier exercise on its ladder that is."""
    for slug, condition, place in _set_of_stage(judge.person.stage, judge):
        step = None if slug in allowed else judge.catalogue.exercises[slug].regression
        while step is not None and step not in allowed:
            step = judge.catalogue.exercises[step].regression
        if step is not None:
            yield step, _Origin(REPLACES, place, condition, stands_for=slug)


def _lower_stages(allowed: dict[str, Exercise], judge: Judge) -> Iterable[tuple[str, _Origin]]:
    for stage in range(judge.person.stage - 1, 0, -1):
        for slug, condition, place in _set_of_stage(stage, judge):
            if slug in allowed:
                yield slug, _Origin(LOWER_STAGE, place, condition, below=judge.person.stage - stage)


def _set_of_stage(stage: int, judge: Judge) -> Iterable[tuple[str, str, int]]:
    """Starter exercises of every condition at a stage, the first named condition first: slug, condition, place."""
    place = 0
    for condition in judge.person.conditions:
        for slug in judge.knowledge.conditions[condition].starter_sets_by_stage[stage]:
            yield slug, condition, place
            place += 1


def _akin(judge: Judge) -> set[str]:
    """Subgroups from which the starter sets of a person's conditions take, at whatever stage: what suits them best."""
    exercises, conditions = judge.catalogue.exercises, judge.knowledge.conditions
    return {
        f"{exercises[slug].group}/{exercises[slug].subgroup}"
        for condition in judge.person.conditions
        for starters in conditions[condition].starter_sets_by_stage.values()
        for slug in starters
    }


def _choice(
    exercise: Exercise, place: int, origin: _Origin | None, akin: set[str], intake: Intake, judge: Judge
) -> Choice:
    words = {exercise.slug, exercise.group, exercise.position}
    disliked, liked = not words.isdisjoint(intake.dislikes), not words.isdisjoint(intake.likes)
    tier = FROM_POOL if origin is None else origin.tier
    goal = _goal(exercise, intake, judge)
    turn = (int(disliked), tier, 0 if origin is None else origin.below, int(not liked))
    key: tuple[int, ...]
    if origin is None:
        fitting = f"{exercise.group}/{exercise.subgroup}" in akin
        aim = min(judge.person.grade_cap, judge.person.stage)
        asks = sum(RANK[level] for level in exercise.demands.values())
        key = (*turn, int(goal is None), int(not fitting), abs(exercise.grade - aim), asks, place)
    else:
        key = (*turn, origin.place)
    return Choice(
        exercise=exercise,
        tier=tier,
        key=key,
        turn=turn,
        disliked=disliked,
        liked=liked,
        goal=goal,
        origin=origin,
        subgroup=f"{exercise.group}/{exercise.subgroup}",
    )


def _goal(exercise: Exercise, intake: Intake, judge: Judge) -> Goal | None:
    subgroup = f"{exercise.group}/{exercise.subgroup}"
    goals = judge.knowledge.scheduling.picking.goals
    return next((goal for goal in intake.goals if subgroup in goals[goal]), None)


def why(choice: Choice, *, intake: Intake, judge: Judge) -> Reason:
    """Why this exercise and not another, in words."""
    exercise, origin, words = choice.exercise, choice.origin, judge.catalogue.vocabulary
    facts: dict[str, object]
    if origin is not None:
        rule = ("starter", "replaces", "lower_stage_set")[origin.tier]
        facts = {"condition": judge.knowledge.conditions[origin.condition].built_for, "stage": judge.person.stage}
        if origin.stands_for:
            facts["exercise"] = judge.catalogue.exercises[origin.stands_for].name
    elif choice.liked:
        rule, facts = "preference", {"liked": _liked_words(exercise, intake, judge)}
    elif choice.goal:
        rule, facts = "goal", {"goal": judge.knowledge.scheduling.picking.goal_words[choice.goal]}
    else:
        rule, facts = "pool_fill", {"group": words.groups[exercise.group]}
    return said(f"matching.{rule}", facts, knowledge=judge.knowledge)


def _liked_words(exercise: Exercise, intake: Intake, judge: Judge) -> str:
    words = judge.catalogue.vocabulary
    if exercise.slug in intake.likes:
        return exercise.name
    return words.groups[exercise.group] if exercise.group in intake.likes else words.positions[exercise.position]
