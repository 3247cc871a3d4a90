"""What a person reads of the clinics that see their data, or would: the text to agree to, the links, who looked."""

from collections.abc import Iterable
from uuid import UUID

from backfit.accounts.models import Audit, Link, Membership, User
from programs.care.models import Invitation
from programs.care.shapes import LinksView, LinkView, Offer, Opening
from programs.knowledge.load import knowledge
from programs.plans.safety import emergency_of

OPENED = "care.opened"
OPENINGS_SHOWN = 50
SOMEBODY = "Somebody who no longer works there"
A_CLINICIAN = "A clinician"


def version_now() -> str:
    """The version of the text that is agreed to with a link."""
    return str(knowledge().care.sharing.version)


def scope(*, clinic: str, clinician: str, country: str) -> tuple[str, ...]:
    """What a clinic sees, in the words that are agreed to; `country` (ISO 3166 alpha-2 or "") decides whom to call."""
    number = emergency_of(country or None, knowledge=knowledge()).emergency
    facts = {"clinic": clinic, "clinician": clinician, "emergency": number}
    return tuple(sentence.format_map(facts) for sentence in knowledge().care.sharing.scope)


def offer_of(invitation: Invitation, *, country: str) -> Offer:
    """The invitation as whoever is invited reads it before they agree."""
    by = Membership.objects.filter(clinic=invitation.clinic, user=invitation.made_by).order_by("-joined_at").first()
    clinic, clinician = invitation.clinic.name, by.called if by else A_CLINICIAN
    return Offer(
        first_name=invitation.first_name,
        clinic=clinic,
        clinician=clinician,
        scope=scope(clinic=clinic, clinician=clinician, country=country),
        version=version_now(),
    )


def links_of(user: User) -> LinksView:
    """The clinics that see the data of `user` now, each with who works there and who opened the record."""
    links = list(Link.objects.filter(patient=user, ended_at=None).select_related("clinic").order_by("accepted_at"))
    members = list(Membership.objects.filter(clinic__in=[link.clinic_id for link in links]).order_by("joined_at"))
    openings = list(Audit.objects.filter(patient=user.id, what=OPENED).order_by("-at", "-id"))
    views = []
    for link in links:
        there = [member for member in members if member.clinic_id == link.clinic_id]
        working = tuple(member.called for member in there if member.left_at is None)
        views.append(
            LinkView(
                id=link.id,
                clinic=link.clinic.name,
                clinicians=working,
                scope=scope(
                    clinic=link.clinic.name, clinician=working[0] if working else A_CLINICIAN, country=user.country
                ),
                accepted_at=link.accepted_at,
                opened=_opened(link, openings=openings, names={one.user_id: one.called for one in there}),
            )
        )
    return LinksView(tuple(views))


def _opened(link: Link, *, openings: Iterable[Audit], names: dict[UUID, str]) -> tuple[Opening, ...]:
    """The openings of the record at the link's clinic since it began; the trail says `why` by the clinic's id."""
    mine = [row for row in openings if row.why == str(link.clinic_id) and row.at >= link.accepted_at]
    return tuple(
        Opening(who=names.get(row.who, SOMEBODY) if row.who else SOMEBODY, at=row.at) for row in mine[:OPENINGS_SHOWN]
    )
