"""What a person reads of the clinics that see them, and how they end it."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from backfit.accounts import audit
from backfit.accounts.models import Audit, Clinic, Link, Membership, User
from backfit.accounts.reads import visible_to
from backfit.lib import clock
from tests.cast import employed, phone_of

LINKS = "/api/care/links"


def open_record(user: User, *, by: User, clinic: Clinic, at: datetime) -> None:
    with clock.frozen(at):
        audit.record(who=by.id, what="care.opened", patient=user.id, why=str(clinic.id))


def test_it_names_the_clinic_and_who_works_there_now(alex: User, dana: User, now: datetime) -> None:
    clinic = Clinic.objects.get()
    for name, left_at in (("Lee Lang", now), ("Kim Ray", None)):
        colleague = employed(f"{name[:3].lower()}@example.org", clinic=clinic, name=name)
        Membership.objects.filter(user=colleague).update(left_at=left_at)
    [link] = phone_of(alex).get(LINKS).json()
    assert (link["clinic"], link["clinicians"]) == ("Harbour Physio", ["Dana Reyes", "Kim Ray"])
    assert link["scope"]


def test_it_says_who_opened_the_record_and_when_the_newest_first(alex: User, dana: User, now: datetime) -> None:
    clinic = Clinic.objects.get()
    lee = employed("lee@example.org", clinic=clinic, name="Lee Lang")
    open_record(alex, by=dana, clinic=clinic, at=now)
    open_record(alex, by=lee, clinic=clinic, at=now + timedelta(hours=1))
    lee.delete()
    [link] = phone_of(alex).get(LINKS).json()
    assert [one["who"] for one in link["opened"]] == ["Somebody who no longer works there", "Dana Reyes"]
    assert datetime.fromisoformat(link["opened"][1]["at"]) == now


def test_it_shows_nobody_elses_and_nothing_of_another_clinic(
    alex: User, sam: User, dana: User, casey: User, now: datetime
) -> None:
    elsewhere = Clinic.objects.get(memberships__user=casey)
    open_record(alex, by=casey, clinic=elsewhere, at=now)
    open_record(sam, by=dana, clinic=elsewhere, at=now)
    [link] = phone_of(alex).get(LINKS).json()
    assert link["opened"] == []
    assert phone_of(sam).get(LINKS).json() == []


def test_ending_it_shuts_the_clinic_out_at_once(alex: User, dana: User) -> None:
    link = Link.objects.get()
    assert phone_of(alex).delete(f"{LINKS}/{link.id}").status_code == 204
    assert set(visible_to(dana)) == {dana}
    assert phone_of(alex).get(LINKS).json() == []
    assert list(Audit.objects.values_list("what", "who", "patient")) == [("care.unlinked", alex.id, alex.id)]
    assert phone_of(alex).delete(f"{LINKS}/{link.id}").status_code == 404


@pytest.mark.parametrize("who", ["sam", "dana"])
def test_nobody_ends_somebody_elses(who: str, alex: User, sam: User, dana: User) -> None:
    address = f"{LINKS}/{Link.objects.get().id}"
    assert phone_of({"sam": sam, "dana": dana}[who]).delete(address).status_code == 404
    assert Link.objects.get().ended_at is None


def test_a_link_that_cannot_exist_is_just_not_there(alex: User) -> None:
    assert phone_of(alex).delete(f"{LINKS}/{10**30}").status_code == 404


def test_its_statements_do_not_grow_with_the_clinics(
    alex: User, dana: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(8):
        clinic = Clinic.objects.create(name=f"Clinic {number}")
        employed(f"{number}@example.org", clinic=clinic, name=f"Clinician {number}")
        Link.objects.create(patient=alex, clinic=clinic)
    phone = phone_of(alex)
    with django_assert_max_num_queries(6):
        assert len(phone.get(LINKS).json()) == 9
