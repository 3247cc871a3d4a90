"""Who may see whom, and what an account says of itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from backfit.accounts.models import Link, Membership, User
from backfit.accounts.shapes import Account, AccountExport, ConsentRecord, WorkRecord
from backfit.lib import clock
from backfit.lib.errors import Refused

TWO_STEPS = "two_steps_until"  # in a session: until when its two steps count


def visible_to(user: User | AnonymousUser) -> QuerySet[User]:
    """The people whose personal data `user` may see: the one door, where every such query begins.

    That is the person, and the patients with an open link to a clinic where the person works now. Being staff of the
    site opens nothing.
    """
    if not isinstance(user, User):
        return User.objects.none()
    linked = Link.objects.filter(
        ended_at=None, clinic__memberships__user=user, clinic__memberships__left_at=None
    ).values("patient")
    return User.objects.filter(Q(id=user.id) | Q(id__in=linked), is_active=True)


NOBODY = Account(
    signed_in=False,
    id=None,
    consented=False,
    consent_version=None,
    country=None,
    has_answered=False,
    has_email=False,
    email=None,
)


def account_of(user: User, *, has_answered: bool) -> Account:
    """What the phone of `user` is told about them."""
    consent = user.consents.order_by("-accepted_at").first()
    return Account(
        signed_in=True,
        id=str(user.id),
        consented=consent is not None,
        consent_version=consent.version if consent else None,
        country=user.country or None,
        has_answered=has_answered,
        has_email=user.email is not None,
        email=user.email,
    )


def verified_email(user: User) -> str | None:
    """The address of `user` that they have shown to be theirs; None without one."""
    shown: EmailAddress | None = EmailAddress.objects.filter(user=user, verified=True, primary=True).first()
    return shown.email if shown else None


def has_consented(user: User, *, version: str) -> bool:
    """Whether this version of the text was agreed to."""
    return user.consents.filter(version=version).exists()


def exported(user: User) -> AccountExport:
    """Everything stored about who somebody is."""
    return AccountExport(
        id=str(user.id),
        email=user.email,
        country=user.country or None,
        joined_on=user.joined_at.date(),
        consents=tuple(
            ConsentRecord(version=consent.version, accepted_at=consent.accepted_at)
            for consent in user.consents.order_by("accepted_at")
        ),
        work=tuple(
            WorkRecord(
                clinic=one.clinic.name, role=one.role, name=one.name, joined_at=one.joined_at, left_at=one.left_at
            )
            for one in user.memberships.select_related("clinic").order_by("joined_at")
        ),
    )


def signed_in(request: Request, *, account: UUID | None = None) -> User:
    """Whoever sends this request; raises NotAuthenticated (401), also when what it holds is of another `account`.

    Somebody else may have signed in on the phone meanwhile: what was begun before is not theirs.
    """
    if not isinstance(request.user, User) or account not in (None, request.user.id):
        raise NotAuthenticated
    return request.user


class NotClinician(Refused):
    """Somebody who works at no clinic asks for what clinicians see."""

    code = "not_a_clinician"
    status = 403
    sentence = "This is for people who work at a clinic that uses BackFit."


class SecondStep(Refused):
    """A clinician is signed in by less than both steps, or since yesterday."""

    code = "second_step"
    status = 403
    sentence = "Sign in with your password and the code from your e-mail to see patients."


@dataclass(frozen=True, slots=True)
class Clinician:
    """Somebody who works at one clinic or more, signed in by both steps; the oldest membership comes first."""

    user: User
    memberships: tuple[Membership, ...]


def clinician_of(request: Request) -> Clinician:
    """The clinician who sends this request: the door of every address that shows patients to others.

    Raises NotAuthenticated (401), NotClinician or SecondStep (403).
    """
    user = signed_in(request)
    open_ones = Membership.objects.filter(user=user, left_at=None).select_related("clinic", "user")
    memberships = tuple(open_ones.order_by("joined_at", "id"))
    if not memberships:
        raise NotClinician
    until = request._request.session.get(TWO_STEPS)
    if until is None or datetime.fromisoformat(until) <= clock.now():
        raise SecondStep
    return Clinician(user=user, memberships=memberships)
