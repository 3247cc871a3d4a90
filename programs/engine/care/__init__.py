"""The shapes of what a clinician does to a plan: what they change and agree to; and of what time asks for."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from programs.engine.contract import Approval, Dose, Reason, Role, Shape, Stage
from programs.knowledge.schema.screening import DueKind


class ItemEdit(Shape):
    """What a clinician sets for one slot: its exercise with the dose, absolute; or that it is left out.

    Of the dose the sets and the amounts count; rest, sides and effort are the exercise's own for this person.
    """

    planned: Annotated[str, Field(max_length=80)]
    role: Role
    exercise: Annotated[str, Field(max_length=80)] | None = None
    dose: Dose | None = None
    removed: bool = False

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        named = self.exercise is not None, self.dose is not None
        if named not in ((True, True), (False, False)) or self.removed == all(named):
            raise ValueError("an item names an exercise and its dose, or is removed")
        return self


class Edit(Shape):
    """What a clinician changes in a plan; slots that are not named stay, and so does the stage when it is None."""

    items: Annotated[tuple[ItemEdit, ...], Field(max_length=60)] = ()
    stage: Stage | None = None

    @model_validator(mode="after")
    def _names_a_slot_once(self) -> Self:
        if len({(item.planned, item.role) for item in self.items}) < len(self.items):
            raise ValueError("an edit names each slot once")
        return self


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
