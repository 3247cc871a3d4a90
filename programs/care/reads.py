"""What a clinic has open, and for whom it may act."""

from uuid import UUID

from django.db.models import QuerySet

from backfit.accounts.models import Clinic, Link, Membership
from backfit.accounts.reads import Clinician, visible_to
from backfit.lib import clock
from backfit.lib.errors import Refused
from programs.care import codes
from programs.care.models import Invitation
from programs.care.shapes import InvitationView
from programs.knowledge.load import knowledge


class NothingThere(Refused):
    """What the clinician may not see, or what does not exist: the answer is the same."""

    code = "not_found"
    status = 404
    sentence = "There is nothing here."


def workplace(clinician: Clinician, *, clinic: UUID | None) -> Membership:
    """The clinician's membership of this clinic, their first one for None; raises NothingThere."""
    for membership in clinician.memberships:
        if clinic in {None, membership.clinic_id}:
            return membership
    raise NothingThere


def link_of(patient: UUID, *, seen_by: Clinician) -> Link:
    """The link under which the clinician sees this person now, the oldest of several; raises NothingThere."""
    clinics = [membership.clinic_id for membership in seen_by.memberships]
    found = Link.objects.filter(
        patient=patient, clinic__in=clinics, ended_at=None, patient__in=visible_to(seen_by.user)
    )
    link = found.select_related("patient").order_by("accepted_at").first()
    if link is None:
        raise NothingThere
    return link


def still_open() -> QuerySet[Invitation]:
    """Every invitation that can be accepted now."""
    tries = knowledge().care.invitation.tries
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, wrong__lt=tries, expires_at__gt=clock.now())


def open_invitations(clinic: Clinic) -> tuple[InvitationView, ...]:
    """What the clinic has open, the newest first."""
    return tuple(invitation_view(one) for one in still_open().filter(clinic=clinic).order_by("-made_at"))


def invitation_view(invitation: Invitation) -> InvitationView:
    """The invitation as its clinic reads it."""
    return InvitationView(
        id=invitation.id,
        code=invitation.code,
        first_name=invitation.first_name,
        birth_year=invitation.birth_year,
        expires_at=invitation.expires_at,
        url=codes.address(invitation.code),
        qr=codes.drawn(invitation.code),
    )
