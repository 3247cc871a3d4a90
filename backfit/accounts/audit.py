"""Writes the audit trail; nothing changes a line of it afterwards."""

from uuid import UUID

from backfit.accounts.models import Audit


def record(*, who: UUID | None, what: str, patient: UUID | None, why: str = "") -> None:
    """Adds a line: `who` (None for the system itself) did `what` (`<word>.<deed>`) to the data of `patient`."""
    Audit.objects.create(who=who, what=what, patient=patient, why=why)
