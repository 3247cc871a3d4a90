"""The shape of progression.yaml: what a logged session changes, and by how much."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from exercises.schema import GROUPS, Grade, Group, Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import (
    ConditionSlug,
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
from programs.knowledge.schema.matching import Mode, Profile

Percent = Annotated[int, Field(ge=0, le=100)]
Strand = Literal["aerobic", "strength", "mobility", "balance"]
"""The parts of a plan of which at most one exercise each may change after a session (specification 11.23)."""
EffortWord = Literal["too_easy", "about_right", "too_hard"]
Action = Literal[
    "STOP_EMERGENCY", "STOP_SEEK_CARE_SAME_DAY", "STOP_SEEK_CARE_ROUTINE", "RESCREEN_RESTART_50PCT_STAGE1_2",
    "FLARE_PLAN_AND_CLINICIAN_REVIEW", "FLARE_PLAN", "REGRESS_REMOVE_EXERCISE", "REGRESS",
    "REENTRY_GRADE_DOWN_50PCT", "REENTRY_VOLUME_75PCT", "REENTRY_REPEAT_LAST_LEVEL", "HOLD", "HOLD_AWAIT_MORNING",
    "HOLD_COUNT_SUCCESS", "HOLD_CAP", "PROGRESS_ONE_VARIABLE",
]  # fmt: skip


class Success(Strict):
    """What a session must be to count as a success, and how many in a row lead to a step up."""

    pain_up_to: dict[Mode, Pain]
    morning_rise_up_to: Pain
    completion_from: Percent
    in_a_row: dict[Profile, Annotated[int, Field(ge=1, le=10)]]


class Flare(Strict):
    """What makes a flare, and when flares are too many."""

    pain_from: Pain
    morning_rise_from: Pain
    morning_from: Pain
    limb_minutes_from: Count
    unknown_limb_minutes: Count
    """Minutes taken when a spread has no duration."""
    within_days: Count
    too_many: Count


class StepBack(Strict):
    """What makes a session a reason for one step back; a spread that is short takes an exercise out for some days."""

    pain_from: Pain
    morning_rise_from: Pain
    rpe_from: Effort
    rpe_over_target: Effort
    completion_under: Percent
    remove_days: Count
    raised_within_days: Count
    """What was raised in these days is undone first when nothing was marked."""


class Reentry(Strict):
    """One row of the table for coming back after days away; `sentence` is what a phone shows before the session."""

    rule: Literal["R2a", "R2b", "R2c", "R2d"]
    days: tuple[Count, Count | None]
    volume: Share
    grade_change: Annotated[int, Field(ge=-4, le=0)]
    sentence: Text


class Comeback(Strict):
    """How the former dose comes back after the first session: so many successful sessions, or weeks, at each share."""

    share: Share
    sessions: Count | None = None
    weeks: Count | None = None


class Offline(Strict):
    """For how many days after its last planned one a phone without a connection goes on, by which row at most."""

    more_days: Annotated[int, Field(ge=1, le=14)]
    rule: Literal["R2b", "R2c"]
    sources: SourceKeys


class WeeklyCap(Strict):
    """A week's rise is capped when both are passed; a single session's at the larger of its two."""

    percent: Percent
    minutes: Count
    session_percent: Percent
    session_minutes: Count
    load_percent: Percent


class FlareDay(Strict):
    """From this day of a flare on: the share of the former amounts, and the highest grade where there is one."""

    day: Count
    share: Share
    grade_cap: Grade | None = None
    walking_share: Share
    words: Text


class FlarePlan(Strict):
    """The plan of a flare-up (specification 6, 11.29)."""

    days: Annotated[tuple[FlareDay, ...], Field(min_length=2)]
    go_on_if_worst_pain_up_to: Pain
    otherwise_stage: Stage
    clinician_at_day: Count
    same_flare_days: Count
    walking_bouts: Span
    bed_rest_days_up_to: Count
    comfort: tuple[Text, ...]
    comfort_set: tuple[ExerciseSlug, ...]
    sources: SourceKeys


class Trend(Strict):
    """The usual morning, when a morning still counts, and a slow worsening that single sessions don't show."""

    median_days: Count
    compare_days: Count
    rise_from: Pain
    fewest_scores: Count
    unknown_usual: Pain
    """The usual morning when neither mornings nor the intake tell."""
    severe_morning_from: Pain
    severe_days: Count
    due_hours: Count
    late_hours: Count
    """A morning score later than this after it was due no longer counts."""


class Steps(Strict):
    """How one variable of one exercise changes."""

    change_days: Count
    ladder_jump_grades: Count
    ladder_jump_days: Count
    pause_days: Count
    load_kit: tuple[str, ...]
    load_raises: Count
    """How often a weight or band grows before the ladder's next exercise."""
    load_waits_for: dict[ConditionSlug, Count]
    """Days in which these conditions keep the load as it is."""
    overdone_percent: Annotated[int, Field(ge=100, le=300)]
    """Above this completion the pacing message is shown."""
    over_offered_percent: Percent
    """By how much a session may outgrow the minutes a person offered; then they are asked for more, not given more."""
    slots: dict[Strand, Annotated[tuple[Group, ...], Field(min_length=1)]]

    @model_validator(mode="after")
    def _each_group_in_one_slot(self) -> Self:
        if sorted(group for groups in self.slots.values() for group in groups) != sorted(GROUPS):
            raise ValueError(f"slots name each of {', '.join(GROUPS)} once")
        return self


class Words(Strict):
    """What the words for effort count as on CR10: the lowest or highest of the exercise's own target, plus so much."""

    effort: dict[EffortWord, tuple[Literal["lowest", "highest"], Annotated[int, Field(ge=-10, le=10)]]]
    units: dict[Literal["sets", "reps", "hold_s", "minutes", "distance_m"], tuple[Text, Text]]
    """A number's unit for one and for more."""
    set_of: Text
    load_as_it_was: Text
    load_more: Text
    load_less: Text
    in_plan: Text
    left_out: Text
    days: Text
    by_clinician: Text
    sources: SourceKeys


class ProgressionFile(RuledFile):
    """What a logged session changes; the first rule of `actions` that matches wins."""

    actions: dict[str, Action]
    success: Success
    flare: Flare
    step_back: StepBack
    reentry: tuple[Reentry, ...]
    comeback: dict[Literal["R2b", "R2c", "R2d"], tuple[Comeback, ...]]
    offline: Offline
    weekly_cap: WeeklyCap
    flare_plan: FlarePlan
    trend: Trend
    steps: Steps
    words: Words
    numbers_sources: SourceKeys
    """Where the thresholds above come from as a whole; `rules` name their own."""

    def pain_limits(self, mode: Mode) -> tuple[Pain, Pain]:
        """(pain that is fine, pain that means stop for today): the constants of the rules themselves."""
        return self.success.pain_up_to[mode], self.step_back.pain_from

    @model_validator(mode="after")
    def _has_sentences(self) -> Self:
        if missing := self.actions.keys() - self.rules.keys():
            raise ValueError(f"actions names {', '.join(sorted(missing))}; rules has no such sentence")
        return self
