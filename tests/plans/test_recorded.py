"""Progress as it is served: in the bundle, for a clinician's list, with late and corrected logs."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backfit.accounts.models import Link, User
from backfit.lib import clock
from programs.plans import books
from programs.plans.models import DayBook
from programs.plans.recorded import caseload_progress
from tests.cast import person, phone_of
from tests.phone import Json, answer, check_in, op, session, sync

A_DAY = timedelta(days=1)


def after_a_week(user: User, now: datetime) -> Json:
    """A week in which nothing was logged, closed; gives the bundle of the first day."""
    bundle = answer(phone_of(user))
    books.close(user.id, now=now + 7 * A_DAY)
    return bundle


def test_a_missed_day_shows_and_a_late_log_mends_it(alex: User, now: datetime) -> None:
    first = after_a_week(alex, now)
    with clock.frozen(now + 7 * A_DAY):
        phone = phone_of(alex)
        bundle = sync(phone, today="2026-03-09")["bundle"]
        assert [day["on"] for day in bundle["progress"]["days"] if day["missed"]] == [
            "2026-03-02",
            "2026-03-04",
            "2026-03-06",
        ]
        late = session(first)
        late["body"] |= {"on": "2026-03-04", "planned_on": "2026-03-04"}
        after = sync(phone, late, today="2026-03-09")["bundle"]["progress"]
        assert [day["on"] for day in after["days"] if day["missed"]] == ["2026-03-02", "2026-03-06"]
        assert after["adherence"] == {"days": 28, "planned": 3, "done": 1, "extra": 0}
        moved = session(first, replaces=late["id"])
        moved["body"] |= {"on": "2026-03-06", "planned_on": "2026-03-06"}
        corrected = sync(phone, moved, today="2026-03-09")["bundle"]["progress"]
        assert [day["on"] for day in corrected["days"] if day["missed"]] == ["2026-03-02", "2026-03-04"]
        gone = sync(phone, op("gone", {}, replaces=moved["id"]), today="2026-03-09")["bundle"]["progress"]
        assert gone["adherence"]["done"] == 0


def test_the_rev_moves_when_a_row_was_added_and_stays_when_not(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    made = answer(phone)
    tomorrow = sync(phone, today="2026-03-03")["bundle"]
    assert (tomorrow["rev"], tomorrow["progress"]["days"]) == (made["rev"], [])
    books.close(alex.id, now=now + A_DAY)
    held = {"bundle_rev": tomorrow["rev"], "bundle_made_for": "2026-03-03", "today": "2026-03-03"}
    closed = sync(phone, **held)["bundle"]
    assert closed["rev"] == made["rev"] + 1
    assert [day["on"] for day in closed["progress"]["days"]] == ["2026-03-02"]
    DayBook.objects.update(closed_until="2026-03-03")  # a day that asked for nothing
    assert sync(phone, **held | {"bundle_rev": closed["rev"]})["bundle"] is None


def test_progress_goes_on_over_a_new_plan(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    sync(phone, session(answer(phone)))
    with clock.frozen(now + 7 * A_DAY):
        books.close(alex.id, now=clock.now())
        progress = answer(phone, today="2026-03-09", minutes=30)["progress"]
        assert progress["adherence"]["done"] == 1


@pytest.mark.parametrize("count", [1, 4])
def test_a_list_takes_as_many_statements_for_all_as_for_one(count: int, dana: User, now: datetime) -> None:
    clinic = dana.memberships.get().clinic
    people = [person() for _ in range(count)]
    for user in people:
        Link.objects.create(patient=user, clinic=clinic, first_name="A")
        phone = phone_of(user)
        sync(phone, session(answer(phone), pain=4), check_in(2))
        books.close(user.id, now=now + A_DAY)
    with CaptureQueriesContext(connection) as captured:
        lines = caseload_progress([user.id for user in people], seen_by=dana, today=now.date() + A_DAY)
    assert len(captured) == 4
    assert lines.keys() == {user.id for user in people}
    for line in lines.values():
        assert (line.planned_28d, line.done_28d, line.worst_pain_7d) == (1, 1, 4)
        assert line.last_activity_on == now.date()
        assert line.pains_14d == (None,) * 12 + (4, None)
