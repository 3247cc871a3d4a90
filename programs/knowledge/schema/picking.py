"""The shape of the picking block of scheduling.yaml: how exercises are picked for a session, and how long it gets."""

from typing import Annotated, Literal

from pydantic import Field

from exercises.schema import Group, Position, Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import Count, Stage, Subgroup

Slot = Literal["strength", "control", "mobility", "any"]
Goal = Literal["walk", "work", "sport", "lift", "sleep", "play", "independence"]


class MainPart(Strict):
    """From this length on, how many exercises the main part holds, and whether one of them is an aerobic block."""

    from_minutes: Count
    most: Annotated[int, Field(ge=1, le=4)]
    aerobic: bool


class AerobicKind(Strict):
    """A session kind that is led by aerobic work: its leads, and what else belongs in it."""

    leads: tuple[Subgroup, ...]
    extras: tuple[Subgroup, ...] = ()
    positions: tuple[Position, ...]
    """Where its warm-up and cool-down are best done."""


class Picking(Strict):
    """How a session's exercises are picked; chosen by us."""

    target_share: Annotated[float, Field(gt=0, le=1)]
    """Of the minutes offered, so that a first week is easily done."""
    longest_session: Count
    """Minutes of a session when the week doesn't ask for more."""
    fewest_aerobic_minutes: Count
    """An aerobic block that would be shorter is left out."""
    second_cool_down_from: Count
    """Session minutes from which a stretch comes before the relaxation."""
    easy_aerobic_warm_up_from: Count
    """With so many aerobic days a week an exercise session has no aerobic block of its own."""
    aerobic_days_enough: Count
    aerobic_block_always_from: Count
    """From these session minutes an exercise session has an aerobic block even where other days are aerobic."""
    rotate_among: Count
    """How many of the next best exercises take turns over a week's sessions."""
    exercise_days_at_least: Count
    main_parts: Annotated[tuple[MainPart, ...], Field(min_length=1)]
    slots: dict[Stage, tuple[Slot, ...]]
    slot_groups: dict[Slot, tuple[Group, ...]]
    kinds: dict[Literal["walk", "aquatic", "swim", "cardio"], AerobicKind]
    not_easy: tuple[Subgroup, ...]
    """No warm-up, and leads no session, while there is anything else."""
    goals: dict[Goal, tuple[Subgroup, ...]]
    """What serves a goal."""
    goal_words: dict[Goal, Text]
