"""The shapes of `/api/care/...` but for plans: clinicians, invitations, links, the caseload."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, RootModel, StrictInt, StrictStr, StringConstraints, model_validator

from backfit.accounts.models import Role
from programs.engine.contract import Shape
from programs.knowledge.schema.care import Tier
from programs.plans.progress import Caseload

ON_ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]+$"
FirstName = Annotated[
    StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=ON_ONE_LINE)
]
BirthYear = Annotated[StrictInt, Field(ge=1900, le=2100)]


class ClinicView(Shape):
    """A clinic where the clinician works."""

    id: UUID
    name: str
    role: Role


class Me(Shape):
    """The clinician who is signed in, as patients read their name."""

    name: str
    email: str | None
    clinics: tuple[ClinicView, ...]


class InvitationRequest(Shape):
    """Whom to invite; a null clinic is the clinician's first one."""

    first_name: FirstName
    birth_year: BirthYear
    clinic: UUID | None = None


class QrCode(Shape):
    """A QR code as the `d` of one filled SVG path, in a square of `size` modules; the quiet zone is not in it."""

    path: str
    size: int


class InvitationView(Shape):
    """An open invitation: its code, the address behind the QR code, when it ends by itself."""

    id: UUID
    code: str
    first_name: str
    birth_year: int
    expires_at: AwareDatetime
    url: str
    qr: QrCode


class PersonView(Caseload):
    """One patient in a line, with their progress; `note` says why nothing is offered, `week` counts from the first.

    `standing` is "waits" when a plan can begin as soon as a clinician agrees, "no_plan" before the questionnaire.
    `alerts` counts those that are open now, `tier` is that of the most urgent one.
    """

    id: UUID
    first_name: str
    age: int
    built_for: str | None
    standing: Literal["on_hold", "waits", "no_plan", "on_plan"]
    note: str | None
    week: int | None
    linked_on: date
    alerts: int
    tier: Tier | None


class CaseloadView(Shape):
    """A clinic's people, by alert, then those on hold, then who was longest without activity; and what it has open."""

    clinic: str
    people: tuple[PersonView, ...]
    invitations: tuple[InvitationView, ...]


class AlertView(Shape):
    """An alert that is not resolved: what happened, what may be done, and who has it.

    `snoozed_until` is the day on which it is open again, `why` the reason for that.
    """

    id: int
    rule: str
    tier: Tier
    sentence: str
    action: str
    source: str
    raised_at: AwareDatetime
    claimed_by: str | None
    snoozed_until: date | None
    why: str | None


class AlertsView(RootModel[tuple[AlertView, ...]]):
    """A patient's alerts, the most urgent first, then the oldest; snoozed ones last."""


class AlertDeed(Shape):
    """What to do with an alert; whatever hides it takes a reason, a snooze the days until it is open again."""

    what: Literal["claimed", "snoozed", "resolved", "noise"]
    why: Annotated[StrictStr, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    days: Annotated[StrictInt, Field(ge=1, le=90)] | None = None

    @model_validator(mode="after")
    def _says_why_and_for_how_long(self) -> Self:
        if (self.what == "snoozed") != (self.days is not None):
            raise ValueError("days: a snooze says for how many, nothing else does")
        if self.what != "claimed" and not self.why:
            raise ValueError("why: give a reason")
        return self


class CodeRequest(Shape):
    """A code as it was typed, in any case, with spaces or hyphens, and the birth year that the clinic knows."""

    code: Annotated[StrictStr, Field(min_length=1, max_length=40)]
    birth_year: BirthYear


class JoinRequest(CodeRequest):
    """That the text of this version, which `/look` showed, was agreed to."""

    version: Annotated[StrictStr, Field(min_length=1, max_length=40)]


class Offer(Shape):
    """Who invites, whom, and what they would see: one sentence each."""

    first_name: str
    clinic: str
    clinician: str
    scope: tuple[str, ...]
    version: str


class Opening(Shape):
    """That somebody opened the record."""

    who: str
    at: AwareDatetime


class Reasoned(Opening):
    """That somebody changed the plan, and the reason they gave for it; empty where none was asked for."""

    reason: str


class LinkView(Shape):
    """A clinic that sees the person's data: who works there, what was agreed to, who opened it (the newest first)."""

    id: int
    clinic: str
    clinicians: tuple[str, ...]
    scope: tuple[str, ...]
    accepted_at: AwareDatetime
    opened: tuple[Opening, ...]


class LinksView(RootModel[tuple[LinkView, ...]]):
    """The clinics that see the person's data, the first one first."""
