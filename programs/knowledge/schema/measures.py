"""The shape of measures.yaml: how a person's state is measured, scored and read, and why we may ship it."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from exercises.schema import Slug, Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import (
    Age,
    ConditionSlug,
    Count,
    FlagSlug,
    RuledFile,
    SourceKeys,
    Span,
    Stage,
    check_unique,
)

Asked = Literal["scale", "own", "ticks", "count", "stages", "metres"]
Scoring = Literal["value", "sum", "mean", "stages"]
Week = Annotated[int, Field(ge=0, le=104)]
Points = Annotated[float, Field(gt=0)]
OWN_AT_MOST = 5


class MeasureItem(Strict):
    """One thing to answer with a whole number in `range`, both ends included."""

    id: Slug
    text: Text
    range: Span


class OwnItems(Strict):
    """The person's own activities, each rated in `range`."""

    at_least: Annotated[int, Field(ge=1)]
    at_most: Annotated[int, Field(le=OWN_AT_MOST)]
    range: Span


class Important(Strict):
    """How much counts as a change that matters: in points of the score, or in percent of the score before."""

    points: Points
    percent: Annotated[int, Field(gt=0, le=100)] | None
    sources: SourceKeys


class Recovered(Strict):
    """A score up to this reads as recovered."""

    up_to: Count
    sources: SourceKeys


class Norm(Strict):
    """Below the number of one's sex: below average for these ages, both included."""

    ages: tuple[Age, Age]
    male: Count
    female: Count


class Norms(Strict):
    """Averages by age and sex."""

    rows: Annotated[tuple[Norm, ...], Field(min_length=1)]
    sources: SourceKeys

    @model_validator(mode="after")
    def _ages_follow_each_other(self) -> Self:
        for before, after in zip(self.rows, self.rows[1:], strict=False):
            if after.ages[0] != before.ages[1] + 1:
                raise ValueError(f"rows: {after.ages[0]} does not follow {before.ages[1]}; ages leave no gap")
        return self


class Steady(Strict):
    """Held for less than `seconds`, this item says that falls are more likely."""

    item: Slug
    seconds: Count
    sources: SourceKeys


class Licence(Strict):
    """Why the wording may be shipped, and what to cite."""

    statement: Text
    citation: Text
    sources: SourceKeys


class Measure(Strict):
    """One measure: `asked` says how the phone asks, `scoring` how Python scores, `weeks` when it is due.

    `what` names the score at the start of a sentence. `not_for_only`: not asked of somebody who has only these
    conditions. Of `never_with_flags` one is enough. `seconds` is the length of a timed test, or of each of its stages.
    """

    slug: Slug
    name: Text
    purpose: Text
    what: Text
    asked: Asked
    seconds: Annotated[int, Field(ge=1, le=600)] | None = None
    items: tuple[MeasureItem, ...] = ()
    own: OwnItems | None = None
    scoring: Scoring
    range: Span
    unit: tuple[Text, Text]
    better: Literal["up", "down"]
    important: Important
    recovered: Recovered | None = None
    norms: Norms | None = None
    steady: Steady | None = None
    weeks: tuple[Week, ...]
    from_age: Age
    not_for_only: tuple[ConditionSlug, ...] = ()
    never_with_flags: tuple[FlagSlug, ...] = ()
    how: tuple[Text, ...] = ()
    with_help: Text | None = None
    licence: Licence
    sources: SourceKeys

    @property
    def timed(self) -> bool:
        """Whether the body is tested, not asked about."""
        return self.asked in ("count", "stages", "metres")

    @model_validator(mode="after")
    def _can_be_asked_and_scored(self) -> Self:
        check_unique("items", [item.id for item in self.items])
        if bool(self.items) == bool(self.own):
            raise ValueError("items: a measure has either items or own ones")
        if self.timed != (self.seconds is not None):
            raise ValueError("seconds: a timed measure has them, another has none")
        if self.timed and not (self.how and self.with_help):
            raise ValueError("how: a timed measure says how it is done safely, and who helps")
        if self.steady and self.steady.item not in [item.id for item in self.items]:
            raise ValueError(f"steady.item is {self.steady.item!r}: no item of this measure has this id")
        if list(self.weeks) != sorted(set(self.weeks)):
            raise ValueError("weeks: each stands once, in order")
        if (reach := self._reach()) != self.range:
            raise ValueError(f"range: its items score from {reach[0]} to {reach[1]}")
        return self

    def _reach(self) -> Span:
        """The lowest and highest score that the answers can make; raises ValueError for too many items."""
        if self.scoring == "value" and len(self.items) != 1:
            raise ValueError("scoring: a value has one item")
        ranges = [item.range for item in self.items] or [self.own.range if self.own else (0, 0)]
        if self.scoring == "sum":
            return sum(low for low, _ in ranges), sum(high for _, high in ranges)
        if self.scoring == "stages":
            return 0, len(self.items)
        return min(low for low, _ in ranges), max(high for _, high in ranges)


class NoGain(Strict):
    """At `week`, with so much of the planned done, no gain in these measures is a reason for a clinician to look."""

    week: Week
    done_percent: Annotated[int, Field(ge=1, le=100)]
    measures: Annotated[tuple[Slug, ...], Field(min_length=1)]
    sources: SourceKeys


class MeasuresFile(RuledFile):
    """Every measure that is shipped; `again_after_days` apart at least, timed ones from a stage on."""

    again_after_days: Annotated[int, Field(ge=1, le=60)]
    timed_from_stage: Stage
    sources: SourceKeys
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]
    no_gain: NoGain

    @model_validator(mode="after")
    def _each_stands_once(self) -> Self:
        named = [measure.slug for measure in self.measures]
        check_unique("measures", named)
        if unknown := set(self.no_gain.measures).difference(named):
            raise ValueError(f"no_gain.measures names {min(unknown)}, which is no measure")
        return self
