"""What a person reads of the clinics that see their data, or would: the text to agree to, the links, who looked."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from backfit.accounts.models import Audit, Link, Membership, User
from programs.care.models import Invitation
from programs.care.shapes import LinksView, LinkView, Offer, Opening, Reasoned
from programs.knowledge.load import knowledge
from programs.plans.safety import emergency_of

OPENED = "care.opened"
CHANGED = ("plans.edited", "plans.assigned")
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


@dataclass(frozen=True, slots=True)
class Trail:
    """Links of one person, who works or worked at their clinics, who invited, who looked or changed the plan."""

    links: tuple[Link, ...]
    members: tuple[Membership, ...]
    invitations: tuple[Invitation, ...]
    rows: tuple[Audit, ...]

    def working(self, link: Link) -> tuple[str, ...]:
        """Who works at the link's clinic now."""
        return tuple(one.called for one in self.members if (one.clinic_id, one.left_at) == (link.clinic_id, None))

    def inviter(self, link: Link) -> str:
        """Who invited the person to the link's clinic."""
        makers = (one.made_by_id for one in self.invitations if one.clinic_id == link.clinic_id)
        return self._names(link).get(next(makers, None), A_CLINICIAN)

    def openings(self, link: Link) -> tuple[Opening, ...]:
        """Who opened the record under this link, the newest first; a row says `why` by the clinic's id."""
        names, ended_at = self._names(link), link.ended_at
        return tuple(
            Opening(who=names.get(row.who, SOMEBODY), at=row.at)
            for row in self.rows
            if row.what == OPENED
            if row.why == str(link.clinic_id) and link.accepted_at <= row.at and not (ended_at and row.at > ended_at)
        )

    def reasons(self) -> tuple[Reasoned, ...]:
        """Who changed the plan, the newest first, each with the reason that the trail keeps."""
        names: dict[UUID | None, str] = {one.user_id: one.called for one in self.members}
        return tuple(
            Reasoned(who=names.get(row.who, SOMEBODY), at=row.at, reason=row.why)
            for row in self.rows
            if row.what in CHANGED
        )

    def _names(self, link: Link) -> dict[UUID | None, str]:
        return {one.user_id: one.called for one in self.members if one.clinic_id == link.clinic_id}


def trail_of(user: User, *, links: QuerySet[Link]) -> Trail:
    """What surrounds these links of `user`, in four statements."""
    found = tuple(links)
    clinics = [link.clinic_id for link in found]
    return Trail(
        links=found,
        members=tuple(Membership.objects.filter(clinic__in=clinics).order_by("joined_at")),
        invitations=tuple(Invitation.objects.filter(accepted_by=user).order_by("-accepted_at")),
        rows=tuple(Audit.objects.filter(patient=user.id, what__in=(OPENED, *CHANGED)).order_by("-at", "-id")),
    )


def links_of(user: User) -> LinksView:
    """The clinics that see the data of `user` now, each with who works there and who opened the record."""
    links = user.links.filter(ended_at=None).select_related("clinic").order_by("accepted_at")
    trail = trail_of(user, links=links)
    return LinksView(tuple(_link_view(link, trail=trail, country=user.country) for link in trail.links))


def _link_view(link: Link, *, trail: Trail, country: str) -> LinkView:
    return LinkView(
        id=link.id,
        clinic=link.clinic.name,
        clinicians=trail.working(link),
        scope=scope(clinic=link.clinic.name, clinician=trail.inviter(link), country=country),
        accepted_at=link.accepted_at,
        opened=trail.openings(link)[:OPENINGS_SHOWN],
    )
