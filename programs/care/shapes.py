"""The shapes of `/api/care/...` around invitations and links."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, RootModel, StrictInt, StrictStr, StringConstraints

from backfit.accounts.models import Role
from programs.engine.contract import Shape

FirstName = Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
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


class InvitationView(Shape):
    """An open invitation: its code, the address behind the QR code (an SVG element), when it ends by itself."""

    id: UUID
    code: str
    first_name: str
    birth_year: int
    expires_at: AwareDatetime
    url: str
    qr: str


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
