"""What the database itself refuses, whoever asks."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from backfit.accounts import audit
from backfit.accounts.models import Audit, Clinic, Link, Membership, Role, User
from tests.cast import person


def test_an_e_mail_belongs_to_one_account(alex: User) -> None:
    with pytest.raises(IntegrityError, match="an_email_belongs_to_one_account"):
        person("ALEX@example.org")


def test_an_e_mail_is_kept_in_lower_case(alex: User) -> None:
    with pytest.raises(IntegrityError, match="an_email_is_kept_in_lower_case"):
        User.objects.filter(id=alex.id).update(email="Alex@example.org")


def test_a_country_is_two_capitals(alex: User) -> None:
    with pytest.raises(IntegrityError, match="a_country_is_two_capitals"):
        User.objects.filter(id=alex.id).update(country="gb")


def test_a_patient_has_one_open_link_to_a_clinic(alex: User, dana: User) -> None:
    link = Link.objects.get()
    with pytest.raises(IntegrityError, match="a_patient_has_one_open_link"), transaction.atomic():
        Link.objects.create(patient=alex, clinic=link.clinic)
    link.ended_at = link.accepted_at
    link.save()
    Link.objects.create(patient=alex, clinic=link.clinic)


def test_a_link_ends_after_it_began(dana: User) -> None:
    link = Link.objects.get()
    with pytest.raises(IntegrityError, match="a_link_ends_after_it_began"):
        Link.objects.update(ended_at=link.accepted_at - timedelta(seconds=1))


def test_a_member_joins_a_clinic_once(dana: User) -> None:
    with pytest.raises(IntegrityError, match="a_member_joins_a_clinic_once"):
        Membership.objects.create(clinic=Clinic.objects.get(), user=dana, role=Role.MANAGER)


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_trail_is_only_added_to(deed: str, alex: User) -> None:
    audit.record(who=alex.id, what="account.exported", patient=alex.id)
    with pytest.raises(DatabaseError, match="only added, never changed"):
        Audit.objects.update(why="rewritten") if deed == "update" else Audit.objects.all().delete()
