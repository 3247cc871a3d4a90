"""`/api/account`: from the first tap to the last."""

import json
from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client

from backfit.accounts.models import Audit, Consent, User
from tests.cast import phone_of

NEW = {"consent": {"version": "1"}, "country": "NZ"}
NOBODY = {
    "signed_in": False,
    "id": None,
    "consented": False,
    "consent_version": None,
    "country": None,
    "has_answered": False,
    "has_email": False,
    "email": None,
}


def test_it_tells_somebody_new_that_nobody_is_signed_in_and_gives_the_csrf_cookie(db: None) -> None:
    response = phone_of(None).get("/api/account")
    assert response.json() == NOBODY
    assert "csrftoken" in response.cookies


def test_the_first_tap_makes_an_account_for_a_year(db: None, now: datetime) -> None:
    phone = phone_of(None)
    answer = phone.post("/api/account", NEW)
    user = User.objects.get()
    assert answer.json() == NOBODY | {
        "signed_in": True,
        "id": str(user.id),
        "consented": True,
        "consent_version": "1",
        "country": "NZ",
    }
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 365 * 24 * 60 * 60
    assert user.email is None
    assert not user.has_usable_password()
    assert phone.get("/api/account").json()["id"] == str(user.id)


def test_two_phones_without_e_mail_are_two_accounts(db: None) -> None:
    for _ in range(2):
        phone_of(None).post("/api/account", NEW)
    assert User.objects.filter(email=None).count() == 2


def test_a_consent_of_somebody_signed_in_is_stored_once_with_its_version(alex: User) -> None:
    Consent.objects.filter(user=alex).update(version="0")
    phone = phone_of(alex)
    for _ in range(2):
        assert phone.post("/api/account", {"consent": {"version": "1"}}).status_code == 200
    assert sorted(Consent.objects.filter(user=alex).values_list("version", flat=True)) == ["0", "1"]
    assert phone.get("/api/account").json()["country"] == "GB"
    assert list(Audit.objects.values_list("what", "why")) == [("account.consented", "1")]


@pytest.mark.parametrize("version", ["0", "2", "made-up"])
def test_nobody_agrees_to_a_text_that_is_not_shown_now(version: str, alex: User) -> None:
    for phone in (phone_of(alex), phone_of(None)):
        answer = phone.post("/api/account", {"consent": {"version": version}})
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:backfit:problem:consent_changed")
    assert list(Consent.objects.values_list("version", flat=True)) == ["1"]
    assert User.objects.count() == 1


def test_it_asks_for_the_csrf_token_even_before_there_is_an_account(db: None) -> None:
    phone = Client(enforce_csrf_checks=True)
    answer = phone.post("/api/account", json.dumps(NEW), content_type="application/json")
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:backfit:problem:csrf")
    token = phone.get("/api/account").cookies["csrftoken"].value
    answer = phone.post(
        "/api/account", json.dumps(NEW), content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"consent": {}},
        {"consent": {"version": ""}},
        {"consent": {"version": "1\x00"}},
        {"consent": {"version": 1}},
        {"consent": {"version": "1"}, "country": "uk"},
        {"consent": {"version": "1"}, "country": "GBR"},
        {"consent": {"version": "1"}, "id": "00000000-0000-0000-0000-000000000000"},
    ],
)
def test_it_refuses_what_does_not_fit_and_makes_no_account(body: object, db: None) -> None:
    answer = phone_of(None).post("/api/account", body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"]
    assert not User.objects.exists()


def test_deleting_takes_everything_but_the_trail(alex: User, sam: User) -> None:
    phone = phone_of(alex)
    assert phone.delete("/api/account").status_code == 204
    assert list(User.objects.all()) == [sam]
    assert phone.get("/api/account").json() == NOBODY
    assert list(Audit.objects.filter(patient=alex.id).values_list("what", flat=True)) == ["account.deleted"]


def test_deleting_asks_who_it_is(db: None) -> None:
    answer = phone_of(None).delete("/api/account")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Session")


def test_a_closed_account_is_signed_out(alex: User) -> None:
    phone = phone_of(alex)
    alex.is_active = False
    alex.save()
    assert phone.get("/api/account").json() == NOBODY
    assert phone.delete("/api/account").status_code == 401
