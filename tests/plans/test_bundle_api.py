"""`/api/bundle`: stored, tagged, right for the phone's day, and never written by a GET."""

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from pytest_django import DjangoAssertNumQueries

from backfit.accounts.models import User
from programs.plans.bundle import Bundle
from programs.plans.models import StoredBundle
from tests.cast import phone_of
from tests.phone import answer, session, sync


def test_it_serves_what_the_questionnaire_answered(alex: User) -> None:
    phone = phone_of(alex)
    made = answer(phone)
    response = phone.get("/api/bundle?today=2026-03-02")
    assert response.json() == made
    assert Bundle.model_validate(made).rev == 1


def test_it_says_304_to_a_phone_that_holds_it(alex: User) -> None:
    phone = phone_of(alex)
    answer(phone)
    etag = phone.get("/api/bundle").headers["ETag"]
    assert phone.get("/api/bundle", headers={"If-None-Match": etag}).status_code == 304
    assert phone.get("/api/bundle", headers={"If-None-Match": '"other"'}).status_code == 200


def test_its_tag_changes_with_the_plan(alex: User) -> None:
    phone = phone_of(alex)
    bundle = answer(phone)
    etag = phone.get("/api/bundle").headers["ETag"]
    sync(phone, session(bundle))
    assert phone.get("/api/bundle").headers["ETag"] != etag


def test_one_of_an_older_release_is_made_anew_and_not_stored(alex: User) -> None:
    phone = phone_of(alex)
    made = answer(phone)
    older = {"basis": "0123456789ab:1", "body": b'{"rev": 1}'}
    StoredBundle.objects.update(**older)
    assert phone.get("/api/bundle?today=2026-03-02").json() == made
    assert StoredBundle.objects.filter(**older).exists()


def test_no_cache_keeps_it(alex: User) -> None:
    phone = phone_of(alex)
    answer(phone)
    assert phone.get("/api/bundle").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("said", "made_for"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026-03-03", "2026-03-03"),
        ("2026-03-09", "2026-03-03"),
        ("1970-01-01", "2026-03-01"),
    ],
)
def test_it_is_made_for_the_phones_day_and_written_by_no_get(said: str, made_for: str, alex: User) -> None:
    phone = phone_of(alex)
    made = answer(phone)
    before = StoredBundle.objects.values().get()
    moved = phone.get(f"/api/bundle?today={said}")
    assert (moved.json()["made_for"], moved.json()["rev"]) == (made_for, made["rev"])
    assert moved.headers["ETag"] != phone.get("/api/bundle?today=2026-03-02").headers["ETag"]
    assert StoredBundle.objects.values().get() == before
    again = phone.get(f"/api/bundle?today={said}", headers={"If-None-Match": moved.headers["ETag"]})
    assert again.status_code == 304


def test_the_next_day_drops_the_days_that_are_over(alex: User) -> None:
    phone = phone_of(alex)
    answer(phone)
    moved = phone.get("/api/bundle?today=2026-03-03").json()
    assert {session["on"] for session in moved["sessions"]} <= {f"2026-03-{day:02}" for day in range(3, 17)}


def test_it_asks_three_things_of_the_database(alex: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    phone = phone_of(alex)
    answer(phone)
    with django_assert_num_queries(3):
        phone.get("/api/bundle")


@pytest.mark.parametrize("query", ["today=2026-02-30", "today=tomorrow", "today=", "day=2026-03-02", "today=%00"])
def test_it_refuses_a_day_that_is_none(query: str, alex: User) -> None:
    phone = phone_of(alex)
    answer(phone)
    assert phone.get(f"/api/bundle?{query}").status_code == 400


def test_it_says_so_when_there_is_no_plan(alex: User) -> None:
    response = phone_of(alex).get("/api/bundle")
    assert (response.status_code, response.json()["type"]) == (404, "urn:backfit:problem:no_plan")


def test_an_expired_sign_in_is_401_and_not_403(alex: User) -> None:
    phone = phone_of(alex)
    Session.objects.update(expire_date=datetime(2026, 1, 1, tzinfo=UTC))
    response = phone.get("/api/bundle")
    assert (response.status_code, response.json()["type"]) == (401, "urn:backfit:problem:not_authenticated")
