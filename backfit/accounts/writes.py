"""What changes an account: the first tap, a consent, an e-mail, work at a clinic, the end."""

from collections.abc import Callable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from backfit.accounts import audit
from backfit.accounts.models import Clinic, Consent, Membership, Role, User
from backfit.accounts.reads import TWO_STEPS
from backfit.lib import clock
from backfit.lib.errors import Refused


class TextChanged(Refused):
    """The agreement names a text that is not the one shown now: nobody can have agreed to what they did not read."""

    code = "consent_changed"
    status = 409
    sentence = "This page has changed since you opened it. Load it again and read it once more."


@transaction.atomic
def open_account(*, consent_version: str, country: str | None) -> User:
    """A new account for somebody who has just agreed to the first screen, with no name and no e-mail."""
    user = User.objects.create_user(country=country or "")
    Consent.objects.create(user=user, version=consent_version)
    audit.record(who=user.id, what="account.opened", patient=user.id, why=consent_version)
    return user


@transaction.atomic
def record_consent(*, user: User, consent_version: str, country: str | None, hold: Callable[[User], object]) -> None:
    """Notes that `user` agreed to this version of the text, once; a country of None leaves theirs as it is."""
    hold(user)
    set_country(user=user, country=country)
    _, is_new = Consent.objects.get_or_create(user=user, version=consent_version)
    if is_new:
        audit.record(who=user.id, what="account.consented", patient=user.id, why=consent_version)


def set_country(*, user: User, country: str | None) -> None:
    """Notes where `user` lives (ISO 3166 alpha-2), which decides the emergency number; None leaves it as it is."""
    if country and country != user.country:
        user.country = country
        user.save(update_fields=["country"])


@transaction.atomic
def set_verified_email(*, user: User, email: str) -> None:
    """Gives `user` an address that is known to be theirs, as typing an e-mailed code does."""
    user.email = email.lower()
    user.save(update_fields=["email"])
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


@transaction.atomic
def employ(*, email: str, name: str, clinic: str, password: str) -> Membership:
    """Makes whoever has this address a clinician of the clinic of this name, with a new password.

    What is not there yet is made: the account, the clinic, the membership. A membership that is there gets the name.
    """
    user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(email=email)
    set_verified_email(user=user, email=email)
    user.set_password(password)
    user.save(update_fields=["password"])
    place = Clinic.objects.filter(name=clinic).order_by("opened_at").first() or Clinic.objects.create(name=clinic)
    membership, is_new = Membership.objects.update_or_create(
        clinic=place,
        user=user,
        left_at=None,
        defaults={"name": name},
        create_defaults={"name": name, "role": Role.CLINICIAN},
    )
    audit.record(who=None, what="clinic.joined" if is_new else "clinic.password_set", patient=None, why=str(user.id))
    return membership


@transaction.atomic
def delete_account(*, user: User, hold: Callable[[User], object]) -> None:
    """Deletes `user` and all that belongs to them, once `hold` has waited for a running sync to end.

    Only the audit trail keeps that it happened, by id.
    """
    hold(user)
    audit.record(who=user.id, what="account.deleted", patient=user.id)
    user.delete()


def note_two_steps(session: SessionBase) -> None:
    """Notes that whoever signed in here has shown password and e-mailed code, and ends the session with the day."""
    session[TWO_STEPS] = (clock.now() + timedelta(seconds=settings.STAFF_SESSION_AGE)).isoformat()
    session.set_expiry(settings.STAFF_SESSION_AGE)


def keep_signed_in(session: SessionBase) -> None:
    """Begins the session's year anew, once a month: an account without e-mail is lost with its cookie."""
    month = clock.now().strftime("%Y-%m")
    if session.get("month") != month:
        session["month"] = month
