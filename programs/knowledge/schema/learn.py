"""The shapes of learn.yaml and of a lesson: how long, for whom, and at which moments."""

from typing import Annotated, Final, Literal, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from exercises.schema import Review, Slug, Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import (
    Age,
    ConditionSlug,
    Count,
    FlagSlug,
    Rule,
    RuledFile,
    SourceKeys,
    Span,
    Stage,
    check_unique,
)

Moment = Literal[
    "flare", "after_step_back", "coming_back", "pregnancy", "young", "diabetes", "bones", "first_week", "plateau",
    "after_progress", "water", "before_walk", "new_pain", "long_lasting", "long_sitting", "work", "night", "older",
    "recovered",
]  # fmt: skip
MOMENTS: Final[tuple[Moment, ...]] = get_args(Moment)
"""In the order in which they count."""


def _once(values: tuple[str, ...]) -> tuple[str, ...]:
    check_unique("the list", values)
    return values


def _all_or_some(value: object) -> object:
    if value == []:
        raise ValueError("names conditions, or says all")
    return () if value == "all" else value


class Length(Strict):
    """How long a lesson may be: [fewest, most]; seconds are those of its body read aloud."""

    topics: Count
    words: Span
    words_a_sentence: Count
    key_facts: Span
    spoken_words_a_minute: Annotated[int, Field(ge=100, le=220)]
    spoken_seconds: Span
    source: SourceKeys


class Offer(Strict):
    """How many lessons are offered at once, and over how many days a moment lasts."""

    at_once: Annotated[int, Field(ge=1, le=10)]
    recent_days: Count
    plateau_days: Count
    ahead_days: Count
    older_from_age: Age
    young_to_age: Age
    source: SourceKeys


class MomentRule(Rule):
    """A moment: its sentence is the reason a person reads, its meaning is for who writes lessons.

    `lead` is the lesson that comes first at it. One of the conditions or flags, or one of the goals of the intake,
    makes it a moment by itself.
    """

    meaning: Text
    lead: Slug | None = None
    conditions: tuple[ConditionSlug, ...] = ()
    flags: tuple[FlagSlug, ...] = ()
    goals: tuple[Literal["walk", "work", "sport", "lift", "sleep", "play", "independence"], ...] = ()


class LearnFile(RuledFile):
    """`after_change`: by what happened in a plan, the lessons to lead to; the first that fits a person counts."""

    length: Length
    offer: Offer
    groups: dict[Slug, Text]
    moments: dict[Moment, MomentRule]
    after_change: dict[str, tuple[Slug, ...]]
    in_flare: tuple[Slug, ...]

    @model_validator(mode="after")
    def _every_moment_in_order(self) -> Self:
        if tuple(self.moments) != MOMENTS:
            raise ValueError(f"moments: has to be {', '.join(MOMENTS)}, in this order")
        return self

    def all_rules(self) -> dict[str, Rule]:
        """Its own rules and one for each moment."""
        return self.rules | self.moments


class Lesson(Strict):
    """One lesson: `paragraphs` is its body. With `anytime` it is also offered when none of its moments is on.

    No `conditions` stand for all of them. One of `not_with` is enough for it not to be offered.
    """

    id: Slug
    topic: Annotated[int, Field(ge=1)]
    title: Text
    group: Slug
    key_facts: tuple[Text, ...]
    sources: SourceKeys
    conditions: Annotated[tuple[ConditionSlug, ...], BeforeValidator(_all_or_some), AfterValidator(_once)]
    not_with: tuple[ConditionSlug, ...] = ()
    stages: Annotated[tuple[Stage, ...], Field(min_length=1), AfterValidator(_once)]
    ages: tuple[Age, Age] = (0, 120)
    moments: Annotated[tuple[Moment, ...], AfterValidator(_once)]
    anytime: bool = True
    review: Review
    paragraphs: tuple[Text, ...]

    @property
    def words(self) -> int:
        """Words of the body."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)
