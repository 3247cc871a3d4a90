"""The shapes of what a clinician does to a plan, of what the next plan takes over, and of what time asks for."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from programs.engine.contract import Approval, Dose, Reason, Role, Shape, Stage
from programs.knowledge.schema.screening import DueKind

Progression = Literal["automatic", "ask_first", "held"]
"""Whether a plan goes up by itself, asks a clinician first, or stays as it is; steps back come by themselves always."""


class GrowthLimits(Shape):
    """What a clinician lets an exercise do by itself: `floor` and `ceiling` of its amount, and the most of one step.

    The amounts count what `exercise` counts: repetitions, seconds, minutes or metres. A `frozen` one never goes up.
    """

    exercise: Annotated[str, Field(max_length=80)]
    floor: Annotated[int, Field(ge=1, le=10_000)] | None = None
    ceiling: Annotated[int, Field(ge=1, le=10_000)] | None = None
    step: Annotated[int, Field(ge=1, le=1_000)] | None = None
    frozen: bool = False

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if self.floor is not None and self.ceiling is not None and self.floor > self.ceiling:
            raise ValueError("the floor is not above the ceiling")
        return self


class ItemEdit(Shape):
    """What a clinician sets for one slot: its exercise with the dose, absolute; or that it is left out.

    Of the dose the sets and the amounts count; rest, sides and effort are the exercise's own for this person. Limits
    that are not named stay as they were, as long as the exercise does.
    """

    planned: Annotated[str, Field(max_length=80)]
    role: Role
    exercise: Annotated[str, Field(max_length=80)] | None = None
    dose: Dose | None = None
    removed: bool = False
    limits: GrowthLimits | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        named = self.exercise is not None, self.dose is not None
        if named not in ((True, True), (False, False)) or self.removed == all(named):
            raise ValueError("an item names an exercise and its dose, or is removed")
        if self.limits is not None and self.limits.exercise != self.exercise:
            raise ValueError("limits are those of the item's exercise")
        return self


class ProposalAnswer(Shape):
    """What a clinician says to a step that waits for them."""

    planned: Annotated[str, Field(max_length=80)]
    role: Role
    accepted: bool


class Edit(Shape):
    """What a clinician changes in a plan; slots that are not named stay, and so does whatever else is None."""

    items: Annotated[tuple[ItemEdit, ...], Field(max_length=60)] = ()
    stage: Stage | None = None
    progression: Progression | None = None
    answers: Annotated[tuple[ProposalAnswer, ...], Field(max_length=60)] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return self == Edit()

    @model_validator(mode="after")
    def _names_a_slot_once(self) -> Self:
        if len({(item.planned, item.role) for item in self.items}) < len(self.items):
            raise ValueError("an edit names each slot once")
        if len({(one.planned, one.role) for one in self.answers}) < len(self.answers):
            raise ValueError("an edit answers each proposal once")
        return self


class HeldLimits(Shape):
    """The limits that a clinician set for a place of the plan before: `planned` and `role` named it."""

    planned: Annotated[str, Field(max_length=80)]
    role: Role
    limits: GrowthLimits


class Handed(Shape):
    """What a plan takes over from the one before it: the flares that still count, a rest, how it may go up.

    `eased_on`: since when pain is low enough to come back from the last of them; `rest_until`: the end of an illness;
    `limits`: what a clinician lets single places do.
    """

    flares_on: tuple[date, ...] = ()
    eased_on: date | None = None
    rest_until: date | None = None
    progression: Progression = "automatic"
    limits: tuple[HeldLimits, ...] = ()


class Authored(Shape):
    """What a clinician did, as the fold reads it: they changed the plan, or made all of it (`edit` is None).

    `by` is their name, `words` what they tell the person, empty for none; `on` the person's day.
    """

    id: UUID
    occurred_at: AwareDatetime
    on: date
    by: str
    words: str
    edit: Edit | None


class Objection(Reason):
    """What speaks against an edit: of one exercise, or (empty) of all of it.

    One that `forbids` keeps the edit from being published; one that `needs_reason` asks for the clinician's.
    """

    exercise: str
    forbids: bool
    needs_reason: bool


class Agreement(Shape):
    """That somebody agreed to a plan: `by` is a name, empty where the person said so; `until` the first day without."""

    approval: Approval
    by: str
    on: date
    until: date


class Due(Shape):
    """What time asks for: said from `asked_on` in the words of `ask`; from `held_on` sessions wait, because of `hold`.

    Without `held_on` nothing waits. `needs` are agreements that somebody else must give. `review`: the rule by which a
    clinician is asked for as well.
    """

    kind: DueKind
    asked_on: date
    ask: Reason
    held_on: date | None = None
    hold: Reason | None = None
    needs: tuple[Approval, ...] = ()
    review: str | None = None
