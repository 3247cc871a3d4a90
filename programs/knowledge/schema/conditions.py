"""The shape of conditions.yaml."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from exercises.schema import Demand, Level, Position, Slug, Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import ConditionSlug, ExerciseSlug, KnowledgeFile, SourceKeys, Stage, check_unique

Permission = Literal[
    "clinician_assigned_only",
    "self_guided_after_maternity_ok",
    "self_guided_if_diagnosed_low_grade",
    "self_guided_if_diagnosed",
    "self_guided_if_no_weakness",
    "self_guided",
]


class Snomed(Strict):
    """A SNOMED CT code and how far it was verified."""

    code: str | None
    status: Text


class Indicated(Strict):
    """One kind of exercise that is offered for a condition, with how strong the evidence is."""

    what: Text
    strength: Text
    note: Text | None = None
    sources: SourceKeys


class Condition(Strict):
    """A condition: what it allows at each stage, and the words for it."""

    slug: Slug
    name: Text
    built_for: Text
    """Ends the plan's title "Built for ...": what the person feels or lives with, never a diagnosis of ours."""
    suspected_as: ConditionSlug | None = None
    """The condition taken when this one is only suspected (its limits hold as well); None: non-specific by onset."""
    synonyms: tuple[Text, ...]
    icd10: tuple[Text, ...]
    snomed_ct: Snomed
    typical_age: Text
    movement_bias: Text
    direction_test: Text
    indicated: Annotated[tuple[Indicated, ...], Field(min_length=1)]
    avoid_by_phase: Text
    permission: Permission
    max_load_by_stage: dict[Stage, dict[Demand, Level]]
    """Highest level of each demand; a demand that is missing has no extra limit."""
    positions_excluded: tuple[Position, ...]
    manual_contraindicated_exercises: tuple[ExerciseSlug, ...]
    manual_earliest_stage: dict[ExerciseSlug, Stage]
    starter_sets_by_stage: dict[Stage, Annotated[tuple[ExerciseSlug, ...], Field(min_length=1)]]
    expected_course: Text
    see_clinician_if: Text
    sources: SourceKeys

    @model_validator(mode="after")
    def _has_every_stage(self) -> Self:
        for field in ("max_load_by_stage", "starter_sets_by_stage"):
            if sorted(getattr(self, field)) != [1, 2, 3, 4, 5]:
                raise ValueError(f"{field} names the stages 1 to 5")
        return self


class ConditionsFile(KnowledgeFile):
    """Every condition, in the order of the specification."""

    conditions: Annotated[tuple[Condition, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        check_unique("conditions", [condition.slug for condition in self.conditions])
        return self
