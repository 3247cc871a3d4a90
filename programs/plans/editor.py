"""The shapes of a clinician's room: a plan to edit, what an edit would do, a plan to assign."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StrictInt, StrictStr

from programs.engine.care import Agreement, Edit, GrowthLimits, Objection, Progression
from programs.engine.contract import (
    Amount,
    Approval,
    Day,
    Dose,
    Intake,
    Irritability,
    Outcome,
    Reason,
    Role,
    Session,
    Shape,
    Stage,
    Weekly,
)
from programs.engine.plans import DatedSession, Diff
from programs.engine.progression.options import Relation
from programs.plans.bundle import ExcludedView, ExerciseView

Span = tuple[int, int]
Counted = Literal["reps", "hold_s", "minutes", "distance_m"]
Words = Annotated[StrictStr, Field(max_length=500)]
Name = Annotated[StrictStr, Field(min_length=1, max_length=120)]
Slugs = Annotated[tuple[Annotated[StrictStr, Field(max_length=80)], ...], Field(max_length=60)]


class Author(Shape):
    """Who does it: the account's id, and the name that the person reads."""

    id: UUID
    name: Name


class Swap(Shape):
    """Another exercise for a slot at this person's start dose; with `speaks_against` it can't be published."""

    exercise: str
    name: str
    dose: Dose
    bounds: dict[str, Span]
    amount: Counted
    step: int
    position: str
    relation: Relation
    speaks_against: Reason | None


class EditorSlot(Shape):
    """One slot of a plan as it stands, with its words and what may be set: the least and most of each number.

    `days` are those of the week on which it is done; `paused_until` the first day it is offered again. `limits` are a
    clinician's for the place; those of another exercise than the present one count what that counts. `step` is what one
    step adds to its `amount` without them.
    """

    planned: str
    role: Role
    exercise: str
    name: str
    dose: Dose
    position: str
    group: str
    days: tuple[Day, ...]
    left_out: bool
    paused_until: date | None
    bounds: dict[str, Span]
    amount: Counted
    step: int
    limits: GrowthLimits | None
    swaps: tuple[Swap, ...]


class ProposalView(Shape):
    """A step up that waits for a clinician, in the plan's order; `because` says what is different."""

    planned: str
    role: Role
    on: date
    because: str


class Editor(Shape):
    """A plan to edit: `version` goes back with the edit, `stages` are those that may be chosen.

    `agreed` says who agreed to it and until when; `refusal` why nothing can be published now, None when something can.
    """

    version: int
    agreed: tuple[Agreement, ...]
    stage: int
    stages: tuple[int, ...]
    slots: tuple[EditorSlot, ...]
    progression: Progression
    proposals: tuple[ProposalView, ...]
    refusal: str | None


class EditPreview(Shape):
    """What an edit would do: title and sentence as the person would read them, each difference, a week as they see it.

    `edit` is what of it differs from the plan: all that is published. `refusal` says why it can't be, None when it can
    once a reason is given for what `needs_reason`.
    """

    title: str
    sentence: str
    diffs: tuple[Diff, ...]
    names: dict[str, str]
    sessions: tuple[DatedSession, ...]
    exercises: dict[str, ExerciseView]
    warnings: tuple[Objection, ...]
    refusal: str | None
    edit: Edit


class ClinicianIntake(Shape):
    """What a clinician says of a person for a new plan; None leaves it as the person said.

    `conditions` are then named by a clinician. `flags` and `approvals` are added to what holds already: nothing here
    takes back an answer of the person's own. `agreed_by` names who gave an approval, the clinician where it is empty;
    `agreed_until` is the first day without the new ones, at most 12 weeks away.
    """

    conditions: Slugs | None = None
    onset_weeks: Amount | None = None
    weeks_since_surgery: Amount | None = None
    irritability: Irritability | None = None
    direction: Literal["flexion", "extension", "retraction", "none", "unknown"] | None = None
    flags: Slugs | None = None
    approvals: tuple[Approval, ...] | None = None
    agreed_by: dict[Approval, Name] | None = None
    agreed_until: date | None = None
    stage: Stage | None = None
    walk_baseline_minutes: Amount | None = None
    equipment: Slugs | None = None
    without: Slugs | None = None
    days: Annotated[tuple[Day, ...], Field(min_length=1, max_length=7)] | None = None
    minutes: Annotated[StrictInt, Field(ge=5, le=120)] | None = None
    likes: Slugs | None = None
    dislikes: Slugs | None = None


class Proposal(Shape):
    """What the engine proposes for a person with a clinician's changes; nothing is kept.

    `told` is the intake it was made of, `agreed` who agreed and until when, `version` goes back when it is assigned,
    `sessions` are those of the first week. `refusal` says why it can't be assigned, None when it can once there is
    a reason for what `needs_reason`.
    """

    version: int
    told: Intake
    agreed: tuple[Agreement, ...]
    outcome: Outcome
    needs: tuple[Approval, ...]
    reasons: tuple[Reason, ...]
    stage: int | None
    excluded: tuple[ExcludedView, ...]
    weekly: Weekly | None
    sessions: tuple[Session, ...]
    exercises: dict[str, ExerciseView]
    warnings: tuple[Objection, ...]
    refusal: str | None
