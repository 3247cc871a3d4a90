"""`/api/learn` and the lessons of the bundle: the same texts for everybody, and marks that come as logs."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backfit.accounts.models import User
from programs.knowledge.load import knowledge
from programs.learn.shapes import Lessons
from tests.cast import phone_of
from tests.phone import answer, op, session, sync


@pytest.mark.django_db
def test_it_gives_every_lesson_to_anybody_without_asking_the_database() -> None:
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        response = phone_of(None).get("/api/learn")
    assert len(asked) == 0
    found = Lessons.model_validate(response.json())
    assert [lesson.id for group in found.groups for lesson in group.lessons] != []
    assert {lesson.id for group in found.groups for lesson in group.lessons} == set(knowledge().lessons)
    assert found.knowledge == knowledge().version
    assert {lesson.review_sentence for group in found.groups for lesson in group.lessons} == {
        knowledge().intake.unreviewed
    }


def test_it_says_304_to_a_phone_that_holds_them(alex: User, sam: User) -> None:
    first = phone_of(alex).get("/api/learn")
    assert first.headers["Cache-Control"].startswith("public")
    assert "Cookie" not in first.headers.get("Vary", "")
    assert "Set-Cookie" not in first.headers
    etag = first.headers["ETag"]
    again = phone_of(sam).get("/api/learn", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert phone_of(sam).get("/api/learn", headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_bundle_suggests_a_few_and_a_read_one_no_longer(alex: User) -> None:
    phone = phone_of(alex)
    lessons = answer(phone)["lessons"]
    assert len(lessons["now"]) == knowledge().learn.offer.at_once
    assert lessons["now"][0]["because"] == "Good to know in your first week."
    assert lessons["in_flare"]["id"] == "flare-ups"
    first = lessons["now"][0]["id"]
    after = sync(phone, op("pref", {"key": f"lesson:{first}", "value": "read"}))["bundle"]["lessons"]
    assert after["read"] == [first]
    assert first not in [one["id"] for one in after["now"]]
    taken_back = sync(phone, op("pref", {"key": f"lesson:{first}", "value": ""}))["bundle"]["lessons"]
    assert (taken_back["read"], taken_back["now"][0]["id"]) == ([], first)


def test_while_something_stops_the_plan_nothing_is_suggested(alex: User) -> None:
    phone = phone_of(alex)
    answer(phone)
    stopped = sync(phone, op("screening", {"on": "2026-03-02", "answers": {"RF06": "yes"}}))["bundle"]
    assert stopped["stop"] is not None
    assert (stopped["lessons"]["now"], stopped["lessons"]["in_flare"]) == ([], None)


def test_a_step_back_leads_to_its_lesson(alex: User) -> None:
    phone = phone_of(alex)
    bundle = answer(phone)
    changed = sync(phone, session(bundle, pain=6))["bundle"]["changes"][0]
    assert changed["action"] == "REGRESS"
    assert changed["lesson"]["id"] in knowledge().learn.after_change["REGRESS"]
