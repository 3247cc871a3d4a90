"""The shapes of `/api/account`."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StrictStr


class Closed(BaseModel):
    """A closed, unchanging record."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Country = Annotated[StrictStr, Field(pattern=r"^[A-Z]{2}$")]
"""ISO 3166 alpha-2, in capitals."""


class ConsentGiven(Closed):
    """That the consent text was agreed to, by the version that GET `/api/intake` gave with it."""

    version: Annotated[StrictStr, Field(min_length=1, max_length=40, pattern=r"^[\w.:-]+$")]


class AccountRequest(Closed):
    """The first tap: makes the account, or records the consent of the one signed in; a null country changes nothing."""

    consent: ConsentGiven
    country: Country | None = None


class Account(Closed):
    """Who is signed in here. With `signed_in` false all else is empty; who `has_answered` has a bundle to fetch."""

    signed_in: bool
    id: str | None
    consented: bool
    consent_version: str | None
    country: str | None
    has_answered: bool
    has_email: bool
    email: str | None


class ConsentRecord(Closed):
    """One agreement, in an export."""

    version: str
    accepted_at: AwareDatetime


class WorkRecord(Closed):
    """Work at a clinic, in an export; `name` is how patients read who this is."""

    clinic: str
    role: str
    name: str
    joined_at: AwareDatetime
    left_at: AwareDatetime | None


class AccountExport(Closed):
    """Who somebody is, in an export."""

    id: str
    email: str | None
    country: str | None
    joined_on: date
    consents: tuple[ConsentRecord, ...]
    work: tuple[WorkRecord, ...]
