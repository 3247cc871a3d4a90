"""The shape of grading.yaml: how hard, by age, stage and grade."""

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from exercises.schema import Demand, Grade, Level, Position, Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import (
    Age,
    Count,
    Effort,
    ExerciseSlug,
    Pain,
    RuledFile,
    Share,
    SourceKeys,
    Span,
    Stage,
)

Band = Literal["teen", "young", "mid", "older", "oldest"]


class AgeBand(Strict):
    """What an age allows; weekly minutes are for a stage's first two weeks, `start_dose` a share of the table's."""

    name: Text
    ages: tuple[Age, Age]
    grade_cap: Grade
    max_load: dict[Demand, Level]
    positions_excluded: tuple[Position, ...] = ()
    weekly_minutes: dict[Stage, Span]
    start_dose: Share
    effort_cap: Effort
    strength_reps: Span | None = None
    stretch_hold_s: Span | None = None
    balance_days: Span
    preferred: Text
    supervision: Text
    target: Text
    sources: SourceKeys

    @model_validator(mode="after")
    def _has_every_stage(self) -> Self:
        if sorted(self.weekly_minutes) != [1, 2, 3, 4, 5]:
            raise ValueError("weekly_minutes names the stages 1 to 5")
        return self


class LeaveStage(Strict):
    """Conditions that must all hold before the next stage; the ones left out are not asked."""

    worst_pain_up_to: Pain | None = None
    worst_pain_days: Count | None = None
    walk_minutes: Count | None = None
    no_peripheralisation_days: Count | None = None
    weeks: Count | None = None
    done_share: Share | None = None
    pain_during_up_to: Pain | None = None
    pain_during_up_to_quota: Pain | None = None
    sit_to_stand_reps: Count | None = None
    aerobic_minutes_week: Count | None = None
    exercises_at_max: Count | None = None
    at_max_grade: Grade | None = None
    function_gain: Count | None = None
    """Points gained on the person's own activities, 0 to 10."""
    function_score: Count | None = None
    strength_days: Count | None = None


class Aerobic(Strict):
    """Minutes a bout and days a week."""

    minutes: Span
    days: Span
    weekly_minutes: Span | None = None
    intervals: bool = False


class Strength(Strict):
    """Grades, sets, repetitions and days a week; isometric holds where the stage starts with them."""

    grades: tuple[Grade, Grade]
    sets: Span
    reps: Span
    days: Span
    isometric_hold_s: Span | None = None


class Flexibility(Strict):
    """Seconds held, how often, days a week, and the total aimed at for each stretch."""

    hold_s: Span
    sets: Count
    days: Span
    total_s: Count | None = None


class StageRules(Strict):
    """One stage of a plan."""

    name: Text
    sentence: Text
    grade_cap: Grade
    enter: Text
    leave: LeaveStage
    leave_words: Text
    max_days: Count | None
    past_max: Text
    effort_cr10: tuple[Effort, Effort]
    aerobic: Aerobic
    strength: Strength
    flexibility: Flexibility
    relaxation_days: Span
    sources: SourceKeys


class GradeRow(Strict):
    """What a grade means for strength work."""

    sets: Span
    reps: Span
    hold_s: Span | None = None
    load: Text
    effort_cr10: tuple[Effort, Effort]
    days: Span


class StartFloor(Strict):
    """A start dose is never rounded below these."""

    reps: Count
    hold_s: Count
    minutes: Count
    metres: Count


class StageMoves(Strict):
    """How a stage changes over time (specification 11.34)."""

    up_at_most_one_in_days: Count
    down_after_regressions: Count
    down_within_days: Count
    aerobic_target: dict[Stage, Count]
    sit_to_stand: tuple[ExerciseSlug, ...]
    """Exercises that show a sit to stand."""
    sit_to_stand_measure: str
    function_measure: str
    """Measures that show a sit to stand, and how the person's own activities go."""
    stop_at_stage: Stage
    """Whose longest time stops the plan where no clinician stands behind it; from the next one on it only asks."""


class WalkRun(Strict):
    """What opens running: a brisk walk so long, with so little pain and such a morning; then how it goes on."""

    after: tuple[ExerciseSlug, ...]
    minutes: Count
    pain_up_to: Pain
    morning_rise_up_to: Pain
    stop_above_pain: Pain
    step_percent: Annotated[int, Field(ge=1, le=10)]
    sources: SourceKeys


class GradingFile(RuledFile):
    """How hard."""

    offered_share: tuple[Share, Share]
    """The weekly range is capped at these shares of days x minutes offered: [lowest, highest]."""
    age_bands: dict[Band, AgeBand]
    stages: dict[Stage, StageRules]
    strength_by_grade: dict[Grade, GradeRow]
    start_floor: StartFloor
    stage_moves: StageMoves
    walk_run: WalkRun
    cap_why: dict[Literal["stage", "age", "irritability"], Text]
    """Phrases for what caps grade or effort."""
    stage_why: dict[
        Literal[
            "worst_pain", "irritability", "onset", "no_pain_given", "unclear", "operation",
            "inactive", "some", "regular",
        ],
        Text,
    ]  # fmt: skip
    """Phrases for the sentences about the starting stage."""

    @model_validator(mode="after")
    def _bands_join_up(self) -> Self:
        if sorted(self.stages) != [1, 2, 3, 4, 5] or sorted(self.strength_by_grade) != [1, 2, 3, 4, 5]:
            raise ValueError("stages and strength_by_grade name 1 to 5")
        bands = list(self.age_bands.values())
        for younger, older in pairwise(bands):
            if older.ages[0] != younger.ages[1] + 1:
                raise ValueError(
                    f"age_bands: {older.name} starts at {older.ages[0]}, after {younger.ages[1]}: no gap or overlap"
                )
        return self
