"""Wishes about reminders: logs of the phone, checked on their way in, shown in the bundle."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backfit.accounts.models import User
from backfit.accounts.writes import set_verified_email
from programs.logs.models import Log
from programs.nudges.models import Reminder
from tests.cast import phone_of
from tests.nudges.conftest import DUE, wish
from tests.phone import answer, check_in, op, sync, upload


def a_wish(what: str, value: str) -> dict[str, object]:
    return op("pref", {"key": f"reminder:{what}", "value": value})


def test_the_bundle_shows_them_off_until_somebody_says_yes(alex: User) -> None:
    phone = phone_of(alex)
    shown = answer(phone)["reminder"]
    assert shown == {
        "on": False,
        "chosen": False,
        "at": "12:30",
        "days": None,
        "quiet_from": "21:00",
        "quiet_to": "08:00",
        "quiet_hours_at_least": 9,
        "paused_until": None,
        "has_email": True,
    }
    wishes = (a_wish("on", "yes"), a_wish("at", "18:00"), a_wish("days", "tue,sat"), a_wish("quiet", "22:00-07:00"))
    shown = sync(phone, *wishes)["bundle"]["reminder"]
    assert (shown["on"], shown["at"], shown["days"]) == (True, "18:00", ["tue", "sat"])
    assert (shown["quiet_from"], shown["quiet_to"]) == ("22:00", "07:00")


def test_a_new_address_is_a_new_bundle(sam: User) -> None:
    sam.email = None
    sam.save()
    phone = phone_of(sam)
    before = answer(phone)
    assert before["reminder"]["has_email"] is False
    set_verified_email(user=sam, email="sam@example.org")
    after = sync(phone, bundle_rev=before["rev"], bundle_made_for=before["made_for"])["bundle"]
    assert after["reminder"]["has_email"] is True
    assert after["rev"] > before["rev"]


@pytest.mark.parametrize(
    ("what", "value"),
    [("on", "1"), ("at", "25:00"), ("days", ""), ("quiet", "22:00-06:00"), ("paused_until", "soon"), ("moon", "yes")],
)
def test_a_wish_that_makes_no_sense_is_refused_with_a_sentence(what: str, value: str, alex: User) -> None:
    result = sync(phone_of(alex), a_wish(what, value), check_in(1))["results"]
    assert [one["status"] for one in result] == ["refused", "applied"]
    assert result[0]["sentence"].startswith("body: ")
    assert not Reminder.objects.exists()


def test_the_last_wish_counts_and_a_wish_can_be_taken_back(reminded: User) -> None:
    wish(reminded, on="no")
    assert Reminder.objects.get().next_nudge_at is None
    phone = phone_of(reminded)
    last = Log.objects.filter(user=reminded).latest("seq")
    sync(phone, op("gone", {}, replaces=str(last.id)))
    assert Reminder.objects.get().next_nudge_at == DUE
    first = Log.objects.filter(user=reminded).earliest("seq")
    sync(phone, op("gone", {}, replaces=str(first.id)))
    assert Reminder.objects.get().next_nudge_at is None


@pytest.mark.parametrize("count", [1, 50])
def test_wishes_cost_two_statements_however_many(count: int, reminded: User) -> None:
    phone = phone_of(reminded)

    def statements(ops: list[dict[str, object]]) -> int:
        body = upload(ops, cursor=1, zone="Europe/London")
        with CaptureQueriesContext(connection) as captured:
            assert phone.post("/api/sync", body).status_code == 200
        return len(captured)

    statements([])  # the first of a month keeps the sign-in
    without = statements([check_in(1) for _ in range(count)])
    assert statements([a_wish("at", f"{9 + number % 9:02}:00") for number in range(count)]) == without + 2 <= 20


def test_nobody_else_learns_of_them(reminded: User, sam: User) -> None:
    answer(phone_of(sam))
    assert phone_of(sam).get("/api/account/export").json()["nudges"] == {"reminder": None, "nudges": []}
