"""Invites, links and unlinks, notes who opens a record, raises alerts and keeps what becomes of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from backfit.accounts import audit
from backfit.accounts.models import Audit, Link, Membership, User
from backfit.accounts.reads import Clinician
from backfit.accounts.writes import TextChanged
from backfit.lib import clock
from backfit.lib.errors import Refused
from programs.care import codes, reads
from programs.care.alerts import alerts_of
from programs.care.models import Alert, AlertStep, Invitation
from programs.care.reads import NothingThere
from programs.care.shapes import AlertDeed
from programs.care.sharing import OPENED, version_now
from programs.engine.care.alerts import PREFIX, Raised, may_wait, of_answers
from programs.engine.contract import Prescription
from programs.knowledge.load import knowledge
from programs.logs.writes import lock
from programs.plans.editing import in_use
from programs.plans.editor import Author

PROPOSAL, ANSWERED = f"{PREFIX}proposal", "Answered: nothing waits in the plan any more."
ONE_OPENING = timedelta(minutes=10)  # looking again within this is the same look


class NoInvitation(Refused):
    """No open invitation has this code and birth year; which of the two is wrong stays unsaid."""

    code = "no_invitation"
    status = 404
    sentence = "This code and birth year don't fit together. Check both, or ask your clinic for a new code."


class AlertClosed(Refused):
    """No such alert waits at this clinic: it never was, or somebody has resolved it."""

    code = "alert_closed"
    status = 409
    sentence = "This is not open any more. Load the page again."


class AlertTaken(Refused):
    """A colleague has claimed it."""

    code = "alert_taken"
    status = 409
    sentence = "Somebody has this already."


class CannotWait(Refused):
    """The snooze is longer than the alert's tier allows."""

    code = "alert_cannot_wait"
    status = 409
    sentence = "This can't wait. Claim it, or resolve it with a reason."


def invite(*, by: Membership, first_name: str, birth_year: int) -> Invitation:
    """A new invitation to the clinic of `by`."""
    now = clock.now()
    return Invitation.objects.create(
        clinic=by.clinic,
        made_by=by.user,
        first_name=first_name,
        birth_year=birth_year,
        code=codes.new_code(),
        made_at=now,
        expires_at=now + timedelta(days=knowledge().care.invitation.days),
    )


def withdraw(invitation: UUID, *, by: Clinician) -> None:
    """Ends an open invitation of a clinic where `by` works; raises NothingThere."""
    clinics = [membership.clinic_id for membership in by.memberships]
    mine = reads.still_open().filter(id=invitation, clinic__in=clinics)
    if mine.update(withdrawn_at=clock.now()) != 1:
        raise NothingThere


def forget_invitations() -> None:
    """Deletes invitations that nobody accepted, some time after their end: a name and a birth year for nothing."""
    ended = clock.now() - timedelta(days=knowledge().care.invitation.kept_days)
    Invitation.objects.filter(accepted_at=None, expires_at__lt=ended).delete()


def look(*, code: str, birth_year: int) -> Invitation:
    """The open invitation with this code, for who knows the birth year; raises NoInvitation."""
    with transaction.atomic():
        invitation = _tried(code=code, birth_year=birth_year)
    if invitation is None:
        raise NoInvitation
    return invitation


def accept(*, user: User, code: str, birth_year: int, version: str) -> None:
    """Links `user` to the clinic that invites: this row is their consent to the text of `version`.

    Done already, by the same person, it does nothing. Raises NoInvitation, TextChanged or AccountGone.
    """
    if version != version_now():
        raise TextChanged
    with transaction.atomic():
        lock(user)
        if _was_accepted(user=user, code=code, birth_year=birth_year):
            return
        invitation = _tried(code=code, birth_year=birth_year)
        if invitation:
            _link(user, invitation, version=version)
    if invitation is None:  # said outside, or the count of wrong tries would be taken back
        raise NoInvitation


def _was_accepted(*, user: User, code: str, birth_year: int) -> bool:
    """Whether this is a second sending of what `user` did: their phone did not hear the answer."""
    mine = Invitation.objects.filter(code=codes.typed(code), birth_year=birth_year, accepted_by=user)
    return mine.filter(clinic__links__patient=user, clinic__links__ended_at=None).exists()


def _tried(*, code: str, birth_year: int) -> Invitation | None:
    """The open invitation with this code, locked; None for the wrong birth year too, which is counted.

    Under the lock, or many guesses at once would all be looked at before the first is counted.
    """
    found = reads.still_open().select_for_update(of=("self",)).select_related("clinic")
    invitation = found.filter(code=codes.typed(code)).first()
    if invitation and invitation.birth_year != birth_year:
        invitation.wrong += 1
        invitation.save(update_fields=["wrong"])
        return None
    return invitation


def _link(user: User, invitation: Invitation, *, version: str) -> None:
    """Uses the invitation up; one for a clinic that sees `user` already changes nothing else."""
    invitation.accepted_at, invitation.accepted_by = clock.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    words = {"version": version, "first_name": invitation.first_name, "birth_year": invitation.birth_year}
    _, is_new = Link.objects.get_or_create(patient=user, clinic=invitation.clinic, ended_at=None, defaults=words)
    if is_new:
        audit.record(who=user.id, what="care.linked", patient=user.id, why=str(invitation.clinic_id))


@transaction.atomic
def end_link(link: int, *, user: User) -> None:
    """Ends a link of `user`: from here on the clinic sees nothing of theirs; raises NothingThere.

    Under the lock of `user`, so that nobody who looked before publishes after.
    """
    lock(user)
    mine = Link.objects.select_for_update().filter(id=link, patient=user, ended_at=None).first()
    if mine is None:
        raise NothingThere
    mine.ended_at = clock.now()
    mine.save(update_fields=["ended_at"])
    audit.record(who=user.id, what="care.unlinked", patient=user.id, why=str(mine.clinic_id))


@transaction.atomic
def note_opening(link: Link, *, by: User) -> None:
    """Notes in the trail that `by` opens the record of the person who is linked; raises NothingThere.

    The lock lets two looks at once count as one, and lets none begin once the person has ended the link.
    """
    if Link.objects.select_for_update().filter(id=link.id, ended_at=None).first() is None:
        raise NothingThere
    mine = Audit.objects.filter(patient=link.patient_id, who=by.id, what=OPENED, why=str(link.clinic_id))
    if not mine.filter(at__gt=clock.now() - ONE_OPENING).exists():
        audit.record(who=by.id, what=OPENED, patient=link.patient_id, why=str(link.clinic_id))


def raise_once(patient: User, raised: Sequence[Raised]) -> None:
    """Adds the alerts whose cause has not raised them before, in one statement; in none when there is nothing to raise.

    Belongs in the transaction that keeps what caused them.
    """
    rules = knowledge().care.rules
    rows = [
        Alert(user=patient, rule=one.rule, cause=one.cause, facts=one.facts, tier=rule.tier if rule else "B")
        for one in raised
        for rule in [rules.get(one.rule.removeprefix(PREFIX))]
    ]
    if rows:
        Alert.objects.bulk_create(rows, ignore_conflicts=True)


def raise_for_answers(user: User, *, cause: str, answer: Prescription) -> None:
    """Raises what new answers to the full questions call for."""
    raise_once(user, of_answers(answer, cause=cause, knowledge=knowledge()))


@transaction.atomic
def act(alert: int, *, link: Link, by: User, name: str, deed: AlertDeed, today: date) -> None:
    """Claims, snoozes or resolves an alert for the clinic that is linked; `today` is the person's day.

    Under the lock of the person, so that no consent ends meanwhile and no colleague is overrun. Raises NothingThere,
    AlertClosed, AlertTaken or CannotWait.
    """
    lock(link.patient)
    if not Link.objects.filter(id=link.id, ended_at=None).exists():
        raise NothingThere
    found = alerts_of([link], seen_by=by, today=today).get(link.patient_id, ())
    view = next((one for one in found if one.id == alert), None)
    if view is None:
        raise AlertClosed
    if deed.what == "claimed" and view.claimed_by is not None:
        raise AlertTaken(f"{view.claimed_by} has this already.")
    if deed.days is not None and not may_wait(deed.days, tier=view.tier, knowledge=knowledge()):
        longest = knowledge().care.numbers.snooze_days.of(view.tier)
        raise CannotWait(f"This can wait {longest} days at most." if longest else None)
    AlertStep.objects.create(
        alert_id=alert,
        clinic_id=link.clinic_id,
        what=deed.what,
        by=by.id,
        by_name=name,
        why=deed.why,
        until=today + timedelta(days=deed.days) if deed.days else None,
    )


def settle_proposals(link: Link, *, by: Author, seen_by: User, today: date) -> None:
    """Closes, for the clinic of `link`, what waited for a clinician once nothing in the plan does any more.

    Belongs in the transaction that publishes what they decided. A step left open keeps the alert open.
    """
    found = in_use(link.patient_id, seen_by=seen_by)
    if found is not None and found[2].proposed:
        return
    views = alerts_of([link], seen_by=seen_by, today=today).get(link.patient_id, ())
    said = {"clinic_id": link.clinic_id, "what": "resolved", "by": by.id, "by_name": by.name, "why": ANSWERED}
    AlertStep.objects.bulk_create(AlertStep(alert_id=view.id, **said) for view in views if view.rule == PROPOSAL)
