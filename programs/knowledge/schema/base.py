"""What every knowledge file has, and the types of names that another file must define."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from exercises.schema import Review, Slug, Text
from exercises.strict_yaml import Strict

Stage = Annotated[int, Field(ge=1, le=5)]
Pain = Annotated[int, Field(ge=0, le=10)]
"""Numeric pain rating (NPRS), 0 none to 10 worst."""
Effort = Annotated[int, Field(ge=0, le=10)]
"""Borg CR10, 0 nothing to 10 maximal."""
Count = Annotated[int, Field(ge=0, le=10_000)]
Age = Annotated[int, Field(ge=0, le=120)]
Share = Annotated[float, Field(ge=0, le=3)]
"""A part of a whole: 0.5 is half."""
Span = tuple[Count, Count]
"""[lowest, highest], both included."""

Approval = Literal["clinician", "guardian", "maternity", "surgeon"]


@dataclass(frozen=True, kw_only=True)
class Names:
    """Every name that a knowledge file may use: the context in which each file is validated."""

    exercises: Collection[str]
    subgroups: Collection[str]
    conditions: Collection[str]
    flags: Collection[str]
    items: Collection[str]
    sources: Collection[str]


def _defined(kind: str, what: str) -> AfterValidator:
    """Refuses a name that nothing defines. A shape made in Python has no context: its names were read before."""

    def check(name: str, info: ValidationInfo) -> str:
        if isinstance(info.context, Names) and name not in getattr(info.context, kind):
            raise ValueError(f"no {what} has this name")
        return name

    return AfterValidator(check)


ExerciseSlug = Annotated[Slug, _defined("exercises", "exercise of the catalogue")]
ConditionSlug = Annotated[Slug, _defined("conditions", "condition of conditions.yaml")]
FlagSlug = Annotated[Slug, _defined("flags", "flag of flags.yaml")]
ItemId = Annotated[str, Field(pattern=r"^[A-Z]+[0-9]*$"), _defined("items", "item of screening.yaml")]
Subgroup = Annotated[str, _defined("subgroups", "group/subgroup of vocabulary.yaml")]
SourceKey = Annotated[Slug, _defined("sources", "source of sources.yaml")]
SourceKeys = Annotated[tuple[SourceKey, ...], Field(min_length=1)]


def check_unique(field: str, values: Iterable[str]) -> None:
    """Raise ValueError, for a validator, if a value stands twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{field}: {value!r} stands twice; each may stand once")
        seen.add(value)


class Rule(Strict):
    """A rule that is shown: its sentence, with {facts} in braces, and where it comes from."""

    sentence: Text
    source: SourceKeys


class KnowledgeFile(Strict):
    """One file of knowledge."""

    schema_: Literal[1] = Field(alias="schema")
    review: Review


class RuledFile(KnowledgeFile):
    """A knowledge file whose decisions are explained; a rule is `<id>` here and `<word>.<id>` elsewhere."""

    rules: dict[str, Rule]

    def all_rules(self) -> dict[str, Rule]:
        """The file's rules by id; a file whose entries are rules by themselves adds those."""
        return self.rules
