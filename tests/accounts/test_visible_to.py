"""Who may see whose data: the one door."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from backfit.accounts.models import Clinic, Link, Membership, Role, User
from backfit.accounts.reads import visible_to


def seen_by(user: User | AnonymousUser) -> set[User]:
    return set(visible_to(user))


def test_it_shows_nobody_to_somebody_not_signed_in(alex: User) -> None:
    assert seen_by(AnonymousUser()) == set()


def test_it_shows_patients_themselves_only(alex: User, sam: User, dana: User) -> None:
    assert seen_by(alex) == {alex}
    assert seen_by(sam) == {sam}


def test_it_shows_a_clinician_the_linked_patients(alex: User, sam: User, dana: User) -> None:
    assert seen_by(dana) == {dana, alex}


def test_it_shows_staff_no_patient(alex: User, staff: User) -> None:
    assert seen_by(staff) == {staff}


def test_it_closes_when_the_patient_ends_the_link(alex: User, dana: User, now: datetime) -> None:
    Link.objects.update(ended_at=now)
    assert seen_by(dana) == {dana}


def test_it_closes_when_the_clinician_leaves(alex: User, dana: User, now: datetime) -> None:
    Membership.objects.update(left_at=now)
    assert seen_by(dana) == {dana}


def test_it_opens_to_no_other_clinic(alex: User, dana: User, sam: User) -> None:
    other = Clinic.objects.create(name="Elsewhere")
    Membership.objects.create(clinic=other, user=sam, role=Role.MANAGER)
    assert seen_by(sam) == {sam}


def test_a_link_ended_once_does_not_count_beside_a_membership_ended_once(alex: User, dana: User, now: datetime) -> None:
    """An open link to one clinic and an open membership of another are no way in."""
    Link.objects.update(ended_at=now)
    other = Clinic.objects.create(name="Elsewhere")
    Membership.objects.create(clinic=other, user=dana, role=Role.CLINICIAN, joined_at=now, left_at=now)
    Link.objects.create(patient=alex, clinic=other)
    assert seen_by(dana) == {dana}


def test_it_hides_a_closed_account(alex: User, dana: User) -> None:
    alex.is_active = False
    alex.save()
    assert seen_by(dana) == {dana}
