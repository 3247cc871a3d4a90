"""The shape of scheduling.yaml: how sessions and weeks are put together."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from exercises.schema import DoseType, Grade, Group, Slug, Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import (
    ConditionSlug,
    Count,
    Effort,
    ExerciseSlug,
    RuledFile,
    SourceKeys,
    Span,
    Stage,
    Subgroup,
)
from programs.knowledge.schema.grading import Band
from programs.knowledge.schema.picking import Picking

Twelve = Annotated[tuple[Count | None, ...], Field(min_length=12, max_length=12)]
Minutes = Annotated[float, Field(gt=0, le=120)]
Block = Literal["warm_up", "motor_control", "strength", "aerobic", "balance", "flexibility", "relaxation"]
Track = Literal["A", "B", "C", "D"]


class Composition(Strict):
    """Minutes of a session of this length, and how many exercises fit its main part."""

    minutes: Count
    warm_up: Count
    main: Count
    cool_down: Count
    exercises: Span
    aerobic_block: bool
    words: Text

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.warm_up + self.main + self.cool_down != self.minutes:
            raise ValueError(f"warm_up, main and cool_down add up to {self.minutes}")
        return self


class Fits(Strict):
    """One way for an exercise to serve as warm-up or cool-down."""

    group: Group
    max_grade: Grade
    dose_types: tuple[DoseType, ...]


class Shape(Strict):
    """What a session is made of (specification 11.36)."""

    warm_up: tuple[Fits, ...]
    cool_down: tuple[Fits, ...]
    max_main: Count
    order: tuple[Block, ...]
    order_with_falls: tuple[Block, ...]
    """With falls-risk balance comes early, not last."""


class StageFrequency(Strict):
    """Days a week of each kind at a stage."""

    strength: Span
    aerobic: Span
    flexibility: Span
    balance: Span
    relaxation: Span


class AgeFrequency(Strict):
    """How an age changes the days a week."""

    strength_change: Annotated[int, Field(ge=-7, le=7)] = 0
    balance_change: Annotated[int, Field(ge=-7, le=7)] = 0
    balance_min: Count = 0
    add_play: bool = False


class RestBetween(Strict):
    """Strength days of the same region lie this far apart from this grade on (specification 11.30)."""

    hours: Count
    from_grade: Grade
    isometric_up_to_s: Count
    """Holds up to this long may be daily."""
    regions: dict[Slug, tuple[str, ...]]
    """Subgroups of strength by region."""


class RestDay(Strict):
    """What may happen on a rest day, and how many there are in any seven days."""

    at_least: Count
    effort_up_to: Effort
    strength_grade_up_to: Grade


class WalkTrack(Strict):
    """Minutes a week over twelve weeks, for a comfortable walk of up to so many minutes; null: longer walks."""

    up_to: Count | None
    minutes: Twelve


class Walking(Strict):
    """The walking table (specification 5.4)."""

    days_a_week: Count
    baseline_share: Annotated[float, Field(gt=0, le=1)]
    tracks: dict[Track, WalkTrack]
    by_activity: dict[Literal["inactive", "some", "regular"], Track]
    """The track when no comfortable walk is given."""
    target_minutes: Count
    target_days: Count
    target_week: Count
    weekly_target: Count
    stop_and_go: tuple[ConditionSlug, ...]
    """Conditions with which a walk goes by symptoms, with stops to sit."""
    sources: SourceKeys


class WaterRow(Strict):
    """One row of the water table: week by week, in minutes or metres a session; null: not yet."""

    exercises: tuple[ExerciseSlug, ...]
    measure: Literal["minutes", "metres"]
    days: Span
    from_stage: Stage
    weeks: Twelve


class Water(Strict):
    """The water table (specification 5.5)."""

    rows: dict[Slug, WaterRow]
    rest_s: Span
    rest_every_m: Span
    temperature_c: tuple[Minutes, Minutes]
    pregnancy_up_to_c: Minutes
    rules: tuple[Text, ...]
    sources: SourceKeys


class WalkRun(Strict):
    """Walk-run return (specification 5.4, 11.38)."""

    after_brisk_minutes: Count
    pain_up_to: Count
    run_minutes: Count
    walk_minutes: Count
    rounds: Count
    add_run_minutes: Count
    per_sessions: Count
    pain_during_up_to: Count
    day_gap: Count
    sources: SourceKeys


class Timing(Strict):
    """Seconds that a session takes besides the work itself, for honest minutes; chosen by us."""

    rep_s: Annotated[float, Field(gt=0, le=20)]
    default_rest_s: Count
    set_up_s: Count
    side_change_s: Count
    metres_per_minute: Minutes


class Mets(Strict):
    """Metabolic equivalents by group, with subgroups that differ."""

    groups: dict[Group, Annotated[float, Field(ge=1, le=12)]]
    subgroups: dict[Subgroup, Annotated[float, Field(ge=1, le=12)]]
    exercises: dict[ExerciseSlug, Annotated[float, Field(ge=1, le=12)]]
    weekly_band: tuple[Count, Count]
    """MET-minutes a week that the clinic's page shows as the band to aim for."""
    sources: SourceKeys
    band_sources: SourceKeys


class ThroughTheDay(Strict):
    """Exercises meant for the whole day count as one item of these minutes a day."""

    exercises: tuple[ExerciseSlug, ...]
    minutes: Count


class SchedulingFile(RuledFile):
    """How sessions and weeks are put together."""

    weeks: Count
    sessions_weeks: Count
    compositions: Annotated[tuple[Composition, ...], Field(min_length=1)]
    shape: Shape
    picking: Picking
    frequency: dict[Stage, StageFrequency]
    frequency_by_age: dict[Band, AgeFrequency]
    falls_balance_days: Count
    rest_between: RestBetween
    rest_day: RestDay
    walking: Walking
    walk_run: WalkRun
    water: Water
    timing: Timing
    through_the_day: ThroughTheDay
    mets: Mets
