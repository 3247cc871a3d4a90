"""The shape of matching.yaml: which limits hold for a person beyond those of their conditions."""

from typing import Annotated, Literal

from pydantic import Field

from exercises.schema import Demand, Grade, Level, Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import (
    Age,
    Approval,
    ConditionSlug,
    Count,
    Effort,
    ExerciseSlug,
    FlagSlug,
    Pain,
    RuledFile,
    SourceKeys,
    Stage,
    Subgroup,
)

Irritability = Literal["low", "moderate", "high"]
Phase = Literal["acute", "subacute", "chronic"]
Settles = Literal["minutes", "hour", "hours", "next_day"]
LegSymptoms = Literal["none", "above_knee", "below_knee", "both_legs"]
Profile = Literal["standard", "cautious"]
Mode = Literal["pain", "quota"]


class DirectionalGate(Strict):
    """Exercises that need a direction which centralises or eases (specification 11.7)."""

    applies_to: tuple[ConditionSlug, ...]
    leg_symptoms: tuple[LegSymptoms, ...]
    """Leg symptoms that close the gate whatever the condition."""
    needs_extension: tuple[ExerciseSlug, ...]
    needs_flexion: tuple[ExerciseSlug, ...]
    not_if_flexion: tuple[ExerciseSlug, ...]
    clinician_only: tuple[ExerciseSlug, ...]
    exempt_from_flexion_half: tuple[ConditionSlug, ...]
    never_extension_half: tuple[ConditionSlug, ...]
    sources: SourceKeys


class PainBand(Strict):
    """Worst pain from `from` up means this irritability."""

    from_: Pain = Field(alias="from")
    irritability: Irritability


class IrritabilityLimits(Strict):
    """What an irritability limits, besides every condition."""

    grade_cap: Grade
    effort_cap: Effort
    max_load: dict[Demand, Level]
    excludes_subgroups: tuple[Subgroup, ...]


class IrritabilityRules(Strict):
    """How irritability is read from the answers (the highest holds) and what it limits."""

    worst_pain: Annotated[tuple[PainBand, ...], Field(min_length=3)]
    settles: dict[Settles, Irritability]
    night_waking: Irritability
    unknown_pain: Irritability
    """At least this when worst pain is not given."""
    limits: dict[Irritability, IrritabilityLimits]
    sources: SourceKeys


class PhaseRules(Strict):
    """Weeks since onset; `default` when neither weeks nor a condition's name tells."""

    acute_under_weeks: Annotated[float, Field(gt=0, le=52)]
    chronic_from_weeks: Annotated[float, Field(gt=0, le=52)]
    default: Phase
    named: dict[ConditionSlug, Phase]
    """Conditions whose name tells the phase."""
    condition: dict[Phase, ConditionSlug]
    """The condition taken when none is named."""
    words: dict[Phase | Literal["unknown"], Text]
    sources: SourceKeys


class Combination(Strict):
    """A condition that a clinician assigns when it comes with one of others (specification 11.3)."""

    condition: ConditionSlug
    with_any: tuple[ConditionSlug, ...]
    needs: tuple[Approval, ...]
    sources: SourceKeys


class PoolRules(Strict):
    """When water is left out after an operation without a date from the surgeon."""

    post_op_conditions: tuple[ConditionSlug, ...]
    post_op_min_stage: Stage
    sources: SourceKeys


class StartingStage(Strict):
    """The stage a plan starts at (specification 11.33)."""

    worst_pain_for_1: Pain
    onset_under_weeks_for_1: Annotated[float, Field(gt=0, le=52)]
    otherwise: Stage
    prevention_condition: ConditionSlug
    prevention_worst_pain_up_to: Pain
    prevention_by_activity: dict[Literal["inactive", "some", "regular"], Stage]
    sources: SourceKeys


class PostOpRow(Strict):
    """From this week after the operation a plan starts at this stage at most."""

    from_week: Annotated[float, Field(ge=0, le=104)]
    stage: Stage


class StageHold(Strict):
    """A condition that stays at or below a stage until something is settled."""

    condition: ConditionSlug
    max_stage: Stage
    ask_again_after_days: Count
    clinician_after_days: Count
    sources: SourceKeys


class CautiousProfile(Strict):
    """Who gets the cautious profile: more successes before a step up."""

    under_age: Age
    from_age: Age
    irritability: tuple[Irritability, ...]
    conditions: tuple[ConditionSlug, ...]
    flags: tuple[FlagSlug, ...]
    sources: SourceKeys


class QuotaMode(Strict):
    """Who may train by quota; everybody else trains by pain."""

    only_conditions: tuple[ConditionSlug, ...]
    phases: tuple[Phase, ...]
    irritability: tuple[Irritability, ...]
    leg_symptoms: tuple[LegSymptoms, ...]
    sources: SourceKeys


class MatchingFile(RuledFile):
    """Who gets which exercise."""

    phase: PhaseRules
    irritability: IrritabilityRules
    directional_gate: DirectionalGate
    high_balance_from_age: Age
    """From this age no exercise that lists falls-risk is offered, flag or not."""
    falls_flag: FlagSlug
    non_swimmer_flag: FlagSlug
    brings_flags: dict[ConditionSlug, tuple[FlagSlug, ...]]
    """Flags that naming a condition sets: what is known through it counts as answered."""
    combinations: tuple[Combination, ...]
    direction_words: dict[Literal["flexion", "extension", "retraction"], Text]
    pool: PoolRules
    starting_stage: StartingStage
    stage_holds: tuple[StageHold, ...]
    post_op_stages: dict[ConditionSlug, Annotated[tuple[PostOpRow, ...], Field(min_length=1)]]
    cautious: CautiousProfile
    quota: QuotaMode
    fewest_exercises: Annotated[int, Field(ge=1, le=20)]
    """With a smaller pool the app refers and relaxes no limit."""
    walk_run: ExerciseSlug
    walk_run_min_stage: Stage
    exclusion_order: tuple[str, ...]
    """Rule ids of this file in the order in which the first reason is given."""
