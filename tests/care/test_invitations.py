"""An invitation from its making to its end: one patient, one use, five wrong years, fourteen days."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
import segno
from django.core.cache import cache
from django.db import transaction

from backfit.accounts.models import Audit, Clinic, Consent, Link, Membership, User
from backfit.lib import clock
from programs.care.codes import ALPHABET, new_code
from programs.care.models import Invitation
from programs.care.tasks import forget_invitations
from programs.care.writes import invite
from programs.logs.writes import lock
from tests.cast import desk_of, employed, person, phone_of
from tests.together import at_once

ROBIN = {"first_name": "Robin", "birth_year": 1959}


@pytest.fixture(autouse=True)
def _no_rate_limit_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def code(dana: User) -> str:
    answer = desk_of(dana).post("/api/care/invitations", ROBIN)
    assert answer.status_code == 200, answer.content
    return str(answer.json()["code"])


def look(code: str, birth_year: int = 1959, *, by: User | None = None) -> Any:
    return phone_of(by).post("/api/care/join/look", {"code": code, "birth_year": birth_year})


def join(user: User, code: str, birth_year: int = 1959, version: str = "1") -> Any:
    body = {"code": code, "birth_year": birth_year, "version": version}
    return phone_of(user).post("/api/care/join", body)


def drawn_modules(qr: dict[str, Any]) -> set[tuple[int, int]]:
    """The dark modules that the path of a QR code covers."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", qr["path"])
    assert "".join(f"M{x} {y}h{n}v1h-{n}z" for x, y, n in runs) == qr["path"]
    return {(int(x) + step, int(y)) for x, y, n in runs for step in range(int(n))}


def test_a_clinician_gets_a_code_that_can_be_read_out_with_its_address_drawn(dana: User, now: datetime) -> None:
    made = desk_of(dana).post("/api/care/invitations", ROBIN).json()
    assert set(made["code"]) <= set(ALPHABET)
    assert len(made["code"]) == 8
    assert not set("01IO") & set(ALPHABET)
    assert made["url"] == f"http://testserver/j/{made['code']}"
    assert drawn_modules(made["qr"]) == {
        (x, y)
        for y, row in enumerate(segno.make(made["url"], error="m", micro=False).matrix)
        for x, dark in enumerate(row)
        if dark
    }
    assert datetime.fromisoformat(made["expires_at"]) == now + timedelta(days=14)


def test_whoever_is_invited_reads_who_asks_and_what_they_would_see_before_signing_in(code: str) -> None:
    offer = look(f" {code[:4].lower()}-{code[4:].lower()} ").json()
    assert (offer["first_name"], offer["clinic"], offer["clinician"]) == ("Robin", "Harbour Physio", "Dana Reyes")
    assert (offer["version"], "Harbour Physio will see your plan" in offer["scope"][0]) == ("1", True)
    words = " ".join(offer["scope"])
    for promise in ("In an emergency call 112", "end this at any time", "before today", "who opened"):
        assert promise in words
    assert "{" not in words


def test_the_number_to_call_is_that_of_the_persons_country(code: str, sam: User) -> None:
    assert "In an emergency call 999" in " ".join(look(code, by=sam).json()["scope"])


def test_accepting_lets_the_clinic_see_and_is_the_consent(code: str, sam: User, dana: User) -> None:
    links = join(sam, code).json()
    assert [(one["clinic"], one["clinicians"], one["opened"]) for one in links] == [
        ("Harbour Physio", ["Dana Reyes"], [])
    ]
    assert "Dana Reyes invited you" in " ".join(links[0]["scope"])
    link = Link.objects.get(patient=sam)
    assert (link.version, link.first_name, link.birth_year) == ("1", "Robin", 1959)
    trail = Audit.objects.get(patient=sam.id)
    assert (trail.who, trail.what, trail.why) == (sam.id, "care.linked", str(link.clinic_id))


def test_a_code_is_used_once(code: str, sam: User, alex: User) -> None:
    assert join(sam, code).status_code == 200
    refused = join(alex, code)
    assert (refused.status_code, refused.json()["type"]) == (404, "urn:backfit:problem:no_invitation")
    assert look(code).status_code == 404
    assert Link.objects.filter(patient=sam).count() == 1


def test_a_retry_of_the_phone_that_accepted_is_answered_the_same(code: str, sam: User) -> None:
    assert join(sam, code).json() == join(sam, code).json()
    assert Audit.objects.filter(what="care.linked").count() == 1


def test_a_second_invitation_of_the_same_clinic_is_answered_kindly(code: str, sam: User, dana: User) -> None:
    again = desk_of(dana).post("/api/care/invitations", ROBIN).json()["code"]
    first = join(sam, code).json()
    assert join(sam, again).json() == first
    assert look(again).status_code == 404, "it is used up"


def test_after_the_link_has_ended_the_old_code_links_nobody_again(code: str, sam: User) -> None:
    link = join(sam, code).json()[0]["id"]
    phone_of(sam).delete(f"/api/care/links/{link}")
    assert join(sam, code).status_code == 404
    assert not Link.objects.filter(patient=sam, ended_at=None).exists()


def test_an_unknown_code_and_a_wrong_year_are_answered_alike(code: str) -> None:
    wrong, unknown = look(code, 1960), look(new_code())
    assert (wrong.status_code, wrong.json()) == (unknown.status_code, unknown.json())


def test_five_wrong_years_end_it_whoever_tries(code: str, sam: User, alex: User) -> None:
    for year, user in zip(range(1900, 1905), (None, sam, alex, sam, None), strict=True):
        answer = look(code, year) if user is None else join(user, code, year)
        assert answer.status_code == 404
    assert look(code).status_code == 404
    assert join(sam, code).status_code == 404


def test_four_do_not(code: str, sam: User) -> None:
    for year in range(1900, 1904):
        look(code, year)
    assert join(sam, code).status_code == 200


def test_it_ends_by_itself_after_two_weeks(code: str, sam: User, now: datetime) -> None:
    with clock.frozen(now + timedelta(days=14)):
        assert look(code).status_code == 404
        assert join(sam, code).status_code == 404
    with clock.frozen(now + timedelta(days=13, hours=23)):
        assert look(code).status_code == 200


def test_one_that_nobody_accepted_is_deleted_a_month_after_its_end(
    code: str, dana: User, sam: User, now: datetime
) -> None:
    desk_of(dana).post("/api/care/invitations", ROBIN | {"first_name": "Never came"})
    join(sam, code)
    for days, left in ((43, 2), (45, 1)):
        with clock.frozen(now + timedelta(days=days)):
            forget_invitations()
        assert Invitation.objects.count() == left
    assert Invitation.objects.get().accepted_by == sam


def test_a_withdrawn_one_opens_nothing(code: str, dana: User, casey: User) -> None:
    address = f"/api/care/invitations/{Invitation.objects.get().id}"
    assert desk_of(casey).delete(address).status_code == 404
    assert look(code).status_code == 200
    assert desk_of(dana).delete(address).status_code == 204
    assert look(code).status_code == 404
    assert desk_of(dana).delete(address).status_code == 404


def test_nobody_agrees_to_a_text_that_is_not_shown_now(code: str, sam: User) -> None:
    answer = join(sam, code, version="0")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:backfit:problem:consent_changed")
    assert not Link.objects.filter(patient=sam).exists()


def test_a_script_that_tries_codes_is_stopped(db: None) -> None:
    assert [look(new_code()).status_code for _ in range(61)][-1] == 429


def test_a_code_that_is_tried_from_many_addresses_is_stopped(code: str) -> None:
    def from_address(number: int) -> int:
        body = {"code": code, "birth_year": 1959}
        return int(phone_of(None).post("/api/care/join/look", body, REMOTE_ADDR=f"192.0.2.{number}").status_code)

    assert [from_address(number) for number in range(21)][-1] == 429


def test_a_clinician_invites_to_a_clinic_of_theirs_only(dana: User, casey: User) -> None:
    elsewhere = Clinic.objects.get(memberships__user=casey)
    body = ROBIN | {"clinic": str(elsewhere.id)}
    assert desk_of(dana).post("/api/care/invitations", body).status_code == 404
    Membership.objects.create(clinic=elsewhere, user=dana, role="clinician", name="Dr Reyes")
    made = desk_of(dana).post("/api/care/invitations", body).json()
    assert look(made["code"]).json()["clinician"] == "Dr Reyes"


@pytest.mark.parametrize(
    "changed",
    [
        {"first_name": ""},
        {"first_name": " "},
        {"first_name": "Robin\r\nBcc: x"},
        {"birth_year": 59},
        {"birth_year": "1959"},
        {"clinic": "x"},
    ],
)
def test_what_does_not_fit_is_refused(changed: dict[str, object], dana: User) -> None:
    assert desk_of(dana).post("/api/care/invitations", ROBIN | changed).status_code == 400


def test_deleting_the_account_takes_links_and_invitations(code: str, sam: User) -> None:
    join(sam, code)
    assert phone_of(sam).delete("/api/account").status_code == 204
    assert not Link.objects.filter(first_name="Robin").exists()
    assert not Invitation.objects.exists()


def test_a_clinician_who_goes_leaves_the_invitation_to_the_clinic(code: str, dana: User) -> None:
    dana.delete()
    assert look(code).json()["clinician"] == "A clinician"


# --- at the same moment ----------------------------------------------------------------------------------------------


@pytest.fixture
def raced(transactional_db: None) -> str:
    """A code, with what it needs really committed."""
    clinic = Clinic.objects.create(name="Harbour Physio")
    jo = employed("jo@example.org", clinic=clinic, name="Jo Park")
    return invite(by=Membership.objects.get(user=jo), first_name="Robin", birth_year=1959).code


def test_guessing_every_year_at_once_gives_five_tries_and_no_more(raced: str) -> None:
    def guess(year: int) -> Callable[[], int]:
        return lambda: int(look(raced, year).status_code)

    assert set(at_once(*(guess(year) for year in range(1940, 1952)))) == {404}
    assert Invitation.objects.get().wrong == 5
    assert look(raced).status_code == 404


def test_two_people_who_type_the_same_code_at_once_do_not_both_get_in(raced: str) -> None:
    def joins(user: User) -> int:
        return int(join(user, raced).status_code)

    people = [person() for _ in range(4)]
    statuses = at_once(*(partial(joins, user) for user in people))
    assert sorted(statuses) == [200, 404, 404, 404]
    assert Link.objects.count() == 1


def test_one_person_who_taps_twice_is_linked_once_and_told_so_twice(raced: str) -> None:
    user = person()
    assert at_once(*[lambda: int(join(user, raced).status_code)] * 4) == [200] * 4
    assert Link.objects.count() == 1
    assert Consent.objects.count() == 2, "Jo's and theirs"


def test_a_link_ends_only_once_whoever_writes_under_it_is_through(raced: str) -> None:
    user = person()
    join(user, raced)
    address = f"/api/care/links/{Link.objects.get().id}"
    with transaction.atomic():
        lock(user)  # as a clinician who publishes does, after a look at the link
        assert at_once(lambda: int(phone_of(user).delete(address).status_code)) == [503]
    assert phone_of(user).delete(address).status_code == 204
