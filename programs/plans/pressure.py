"""A very high reading of blood pressure: it asks for a clinician until it is cleared (INV32)."""

from uuid import UUID

from backfit.accounts.models import User
from programs.engine.contract import Intake
from programs.engine.progression.screens import is_high
from programs.knowledge.load import knowledge
from programs.logs import reads as logs_read
from programs.plans import reads


def with_uncleared(told: Intake, *, user: User) -> Intake:
    """The intake with the flag of a reading that nothing has cleared; what the person answers does not clear one."""
    flag = knowledge().screening.pressure.flag
    if flag in told.flags or not _is_uncleared(user.id, seen_by=user):
        return told
    return told.model_copy(update={"flags": (*told.flags, flag)})


def _is_uncleared(person: UUID, *, seen_by: User) -> bool:
    """Whether a high reading stands: a clinician agreed since it came, and a lower one came since, or it does."""
    checks = logs_read.checks_of(person, seen_by=seen_by)
    high = [at for at, body in checks if is_high(body, knowledge=knowledge())]
    if not high:
        return False
    lower = any(at > high[-1] and body.pressure is not None for at, body in checks)
    agreed = reads.intakes_of(person, seen_by=seen_by).exclude(author=None).filter(received_at__gt=high[-1])
    return not lower or not any("clinician" in one.body["approvals"] for one in agreed)
