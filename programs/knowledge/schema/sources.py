"""The shape of sources.yaml."""

from typing import Annotated, Literal

from pydantic import Field

from exercises.schema import Slug, Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import KnowledgeFile

Kind = Literal["guideline", "trial", "review", "test", "consensus", "design", "memory", "seed"]


class Source(Strict):
    """Where something comes from, and how that was checked; `label` is what a person reads."""

    label: Text
    title: Text
    year: Annotated[int, Field(ge=1950, le=2100)] | None
    kind: Kind
    checked: Text


class SourcesFile(KnowledgeFile):
    """Every source by its key."""

    sources: Annotated[dict[Slug, Source], Field(min_length=1)]
