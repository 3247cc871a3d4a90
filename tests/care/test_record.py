"""A patient's record: what their own phone shows, noted each time it is opened, gone when the link is."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from backfit.accounts.models import Audit, Clinic, Link, Membership, User
from backfit.lib import clock
from tests.cast import desk_of, employed, person, phone_of
from tests.phone import Json, answer, check_in, op, session, sync
from tests.together import at_once

ACTIONS = ("record", "preview", "publish", "proposal", "assign")


def address(user: User, what: str = "record") -> str:
    return f"/api/care/patients/{user.id}/{what}"


def opened(user: User, *, by: APIClient) -> Json:
    response = by.post(address(user))
    assert response.status_code == 200, response.content
    record: Json = response.json()
    return record


@pytest.fixture
def desk(alex: User, dana: User) -> APIClient:
    """Dana's browser; Alex has a plan."""
    answer(phone_of(alex))
    return desk_of(dana)


def openings() -> list[tuple[object, ...]]:
    return list(Audit.objects.filter(what="care.opened").values_list("who", "patient", "why"))


def test_it_shows_what_the_persons_own_phone_shows(desk: APIClient, alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    sync(phone, session(phone.get("/api/bundle").json(), pain=6))
    bundle = phone.get("/api/bundle").json()
    record = opened(alex, by=desk)
    assert record["plan"] == {name: bundle[name] for name in ("plan", "sessions", "exercises")}
    assert (record["stop"], record["progress"], record["changes"]) == (None, bundle["progress"], bundle["changes"])
    assert record["changes"]
    assert [(one["number"], one["by"], one["words"]) for one in record["versions"]] == [(1, None, None)]
    assert record["editor"]["version"] == 1
    assert (record["person"]["first_name"], record["person"]["id"]) == ("Alex", str(alex.id))
    assert datetime.fromisoformat(record["read_at"]) == now


def test_it_shows_the_day_of_the_person_and_not_of_the_server(desk: APIClient, alex: User, now: datetime) -> None:
    sync(phone_of(alex), zone="Pacific/Auckland")
    with clock.frozen(now.replace(hour=13)):
        assert opened(alex, by=desk)["plan"]["sessions"][0]["on"] >= "2026-03-03"


def test_it_shows_a_stop_and_no_sessions(desk: APIClient, alex: User) -> None:
    sync(phone_of(alex), op("screening", {"on": "2026-03-02", "answers": {"RF01": "yes"}}))
    record = opened(alex, by=desk)
    assert (record["person"]["standing"], record["plan"]["sessions"]) == ("on_hold", [])
    assert record["stop"]["title"] == record["person"]["note"]


def test_it_shows_the_notes_that_count_the_newest_first(desk: APIClient, alex: User, now: datetime) -> None:
    def note(text: str, minutes: int, **changes: object) -> Json:
        with clock.frozen(now + timedelta(minutes=minutes)):
            return op("note", {"on": "2026-03-02", "text": text}, **changes)

    first, second, third = note("one", -9), note("two", -8), note("three", -7)
    corrected = note("two, corrected", -6, replaces=second["id"])
    withdrawn = op("gone", {}, replaces=third["id"])
    sync(phone_of(alex), first, second, third, corrected, withdrawn)
    assert [one["text"] for one in opened(alex, by=desk)["notes"]] == ["two, corrected", "one"]


def test_it_is_there_before_the_questions_are_answered(alex: User, dana: User) -> None:
    record = opened(alex, by=desk_of(dana))
    assert (record["plan"], record["stop"], record["editor"], record["versions"]) == (None, None, None, [])
    assert record["person"]["standing"] == "no_plan"


def test_opening_it_is_noted_once_in_ten_minutes_for_each_clinician(desk: APIClient, alex: User, dana: User) -> None:
    clinic = Clinic.objects.get()
    lee = employed("lee@example.org", clinic=clinic, name="Lee Lang")
    now = clock.now()
    for minutes in (0, 9, 10, 19):
        with clock.frozen(now + timedelta(minutes=minutes)):
            opened(alex, by=desk)
    opened(alex, by=desk_of(lee))
    assert openings() == [(who, alex.id, str(clinic.id)) for who in (dana.id, dana.id, lee.id)]
    [link] = phone_of(alex).get("/api/care/links").json()
    assert {one["who"] for one in link["opened"]} == {"Dana Reyes", "Lee Lang"}


def test_no_browser_keeps_what_a_clinician_read(desk: APIClient, alex: User) -> None:
    answers = [
        *(desk.get(f"/api/care/{what}") for what in ("me", "caseload", "links")),
        *(desk.post(address(alex, what), {}) for what in ACTIONS),
        phone_of(None).get("/api/care/caseload"),
    ]
    assert {one["Cache-Control"] for one in answers} == {"no-store"}


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("record", {}),
        ("preview", {"edit": {"stage": 1}}),
        ("proposal", {"changes": {}}),
        ("assign", {"changes": {}, "base_version": 1}),
    ],
)
def test_whatever_shows_something_of_the_person_is_noted(what: str, body: Json, desk: APIClient, alex: User) -> None:
    assert desk.post(address(alex, what), body).status_code == 200
    assert len(openings()) == 1


@pytest.mark.parametrize("what", ACTIONS)
def test_whoever_may_not_see_the_person_gets_the_answer_for_nobody(
    what: str, desk: APIClient, alex: User, sam: User, casey: User
) -> None:
    answer(phone_of(sam))
    body: Json = {"edit": {"stage": 1}, "changes": {}, "base_version": 1}
    nobody = desk.post(f"/api/care/patients/{uuid4()}/{what}", body)
    for browser, person_ in ((desk, sam), (desk_of(casey), alex)):
        refused = browser.post(address(person_, what), body)
        assert (refused.status_code, refused.json()) == (nobody.status_code, nobody.json()) == (404, refused.json())
    assert openings() == []


@pytest.mark.parametrize("what", ACTIONS)
def test_an_ended_link_closes_the_open_page_at_once(what: str, desk: APIClient, alex: User) -> None:
    opened(alex, by=desk)
    phone_of(alex).delete(f"/api/care/links/{Link.objects.get().id}")
    assert desk.post(address(alex, what), {}).status_code == 404
    assert len(openings()) == 1


@pytest.mark.parametrize("what", ACTIONS)
def test_it_asks_for_both_steps_and_an_open_membership(
    what: str, desk: APIClient, alex: User, dana: User, now: datetime
) -> None:
    assert phone_of(None).post(address(alex, what)).status_code == 401
    by_code = phone_of(dana).post(address(alex, what))
    assert (by_code.status_code, by_code.json()["type"]) == (403, "urn:backfit:problem:second_step")
    Membership.objects.filter(user=dana).update(left_at=now)
    gone = desk.post(address(alex, what))
    assert (gone.status_code, gone.json()["type"]) == (403, "urn:backfit:problem:not_a_clinician")


def test_its_statements_do_not_grow_with_what_was_logged(desk: APIClient, alex: User) -> None:
    counts = []
    for logs in (1, 15):
        phone = phone_of(alex)
        bundle = phone.get("/api/bundle").json()
        sync(
            phone,
            *(
                one
                for _ in range(logs)
                for one in (session(bundle), check_in(1), op("note", {"on": "2026-03-02", "text": "x"}))
            ),
        )
        opened(alex, by=desk)
        with CaptureQueriesContext(connection) as captured:
            opened(alex, by=desk)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 30


# --- at the same moment ----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_looks_at_once_are_noted_once() -> None:
    clinic = Clinic.objects.create(name="Harbour Physio")
    jo, user = employed("jo@example.org", clinic=clinic, name="Jo Park"), person()
    Link.objects.create(patient=user, clinic=clinic, version="1", first_name="Robin", birth_year=1959)

    def look() -> int:
        return int(desk_of(jo).post(address(user)).status_code)

    assert at_once(*[look] * 5) == [200] * 5
    assert len(openings()) == 1
