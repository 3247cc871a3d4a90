"""The shape of flags.yaml: what a flag set by an answer or a preference changes."""

from typing import Annotated, Literal

from pydantic import Field

from exercises.schema import Demand, FloorTransfer, Group, Level, Position, Slug, Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import (
    Approval,
    ConditionSlug,
    Count,
    Effort,
    FlagSlug,
    KnowledgeFile,
    SourceKeys,
    Subgroup,
)


class Flag(Strict):
    """One flag. Exercises that list it are always left out; the rest of its effect is here."""

    name: Text
    because: Text
    """What a sentence says after "because"."""
    set_by: Text
    effect: Text
    outcome: Literal["emergency_now", "same_day", "clinician_first"] | None = None
    """What it means to start with this flag and none of `needs` settled; None: it only limits."""
    needs: tuple[Approval, ...] = ()
    """Approvals that must all be there before a plan."""
    implies: tuple[ConditionSlug, ...] = ()
    """Conditions whose limits hold too."""
    implies_unless_named: tuple[ConditionSlug, ...] = ()
    """Conditions whose limits all hold unless the person named one of them: it is not known which applies."""
    sets_flags: tuple[FlagSlug, ...] = ()
    max_load: dict[Demand, Level] = {}
    excludes_groups: tuple[Group, ...] = ()
    excludes_positions: tuple[Position, ...] = ()
    excludes_subgroups: tuple[Subgroup, ...] = ()
    excludes_floor_transfer: tuple[FloorTransfer, ...] = ()
    effort_cap: Effort | None = None
    hold_cap_s: Annotated[int, Field(ge=5, le=120)] | None = None
    balance_items: tuple[Count, Count] | None = None
    """Fewest and most supported balance items a session."""
    prompt: Text | None = None
    """Shown before every session."""
    sources: SourceKeys


class FlagsFile(KnowledgeFile):
    """Every flag by its slug."""

    flags: Annotated[dict[Slug, Flag], Field(min_length=1)]
