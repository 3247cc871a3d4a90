"""A day with reminders: one e-mail, at the person's time, unless something speaks against it by then."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from backfit.accounts.models import User
from backfit.accounts.writes import delete_account
from backfit.lib import clock
from programs.engine.nudges import Send
from programs.logs.models import Space
from programs.nudges import reads, send, writes
from programs.nudges.models import Decision, Reminder, State
from tests.cast import phone_of
from tests.nudges.conftest import DUE, Outbox, beat, wish
from tests.phone import answer, op, session, sync

MINUTE = timedelta(minutes=1)


def decided() -> list[tuple[str, str]]:
    return list(Decision.objects.order_by("local_on").values_list("state", "rule"))


def test_ten_beats_in_a_row_send_one_e_mail(reminded: User, outbox: Outbox) -> None:
    for minute in range(-2, 8):
        beat(DUE + minute * MINUTE)
    assert [message.to for message in outbox] == [["alex@example.org"]]
    assert decided() == [("sent", "")]
    decision = Decision.objects.get()
    assert decision.sent_at == DUE
    assert decision.template in decision.arms
    assert decision.propensity == 1 / len(decision.arms)


def test_nothing_comes_before_its_time(reminded: User, outbox: Outbox) -> None:
    beat(DUE - MINUTE)
    assert (outbox, decided()) == ([], [])


def test_nobody_is_reminded_who_did_not_ask(alex: User, outbox: Outbox) -> None:
    answer(phone_of(alex))
    beat(DUE)
    assert not Reminder.objects.exists()
    assert (outbox, decided()) == ([], [])


def test_a_rest_day_passes_in_silence_and_the_next_session_day_is_reminded(reminded: User, outbox: Outbox) -> None:
    days = [DUE + timedelta(days=day) for day in range(3)]
    for day in days:
        beat(day)
    assert decided() == [("sent", ""), ("skipped", "nudges.N2"), ("sent", "")]
    assert len(outbox) == 2


def test_a_logged_session_needs_none(reminded: User, outbox: Outbox) -> None:
    phone = phone_of(reminded)
    sync(phone, session(sync(phone)["bundle"]))
    beat(DUE)
    assert decided() == [("skipped", "nudges.N2")]
    assert outbox == []


def test_it_is_judged_when_it_is_sent_not_when_it_is_claimed(reminded: User, outbox: Outbox) -> None:
    with clock.frozen(DUE):
        claimed = writes.claim(now=DUE)
        phone = phone_of(reminded)
        sync(phone, session(sync(phone)["bundle"]))
        send.deliver(claimed)
    assert decided() == [("skipped", "nudges.N2")]
    assert outbox == []


def test_a_session_done_under_the_plan_before_counts_too(reminded: User, outbox: Outbox) -> None:
    phone = phone_of(reminded)
    sync(phone, session(sync(phone)["bundle"]))
    with clock.frozen(DUE - timedelta(hours=1)):
        answer(phone)
    beat(DUE)
    assert decided() == [("skipped", "nudges.N2")]


def test_a_session_that_was_taken_back_is_waited_for_again(reminded: User, outbox: Outbox) -> None:
    phone = phone_of(reminded)
    done = session(sync(phone)["bundle"])
    sync(phone, done, op("gone", {}, replaces=done["id"]))
    beat(DUE)
    assert decided() == [("sent", "")]


@pytest.mark.parametrize("item", ["RF01", "RF17", "FEVER"])
def test_while_a_stop_or_an_illness_stands_there_is_none(item: str, reminded: User, outbox: Outbox) -> None:
    sync(phone_of(reminded), op("screening", {"on": "2026-03-02", "answers": {item: "yes"}}))
    beat(DUE)
    assert decided() == [("skipped", "nudges.N25")]
    assert outbox == []


def test_in_a_flare_there_is_none(reminded: User, outbox: Outbox) -> None:
    phone = phone_of(reminded)
    sync(phone, session(sync(phone)["bundle"], pain=8))
    for day in range(1, 3):
        beat(DUE + timedelta(days=day))
    assert decided()[-1] == ("skipped", "nudges.N16")
    assert outbox == []


def test_without_a_plan_there_is_none(reminded: User, outbox: Outbox) -> None:
    phone = phone_of(reminded)
    with clock.frozen(DUE - timedelta(hours=2)):
        assert answer(phone, answers={"*": "no", "RF01": "yes"})["plan"] is None
    beat(DUE)
    assert decided() == [("skipped", "nudges.N25")]


def test_turned_off_or_paused_meanwhile_there_is_none(reminded: User, outbox: Outbox) -> None:
    with clock.frozen(DUE):
        claimed = writes.claim(now=DUE)
        wish(reminded, on="no")
        send.deliver(claimed)
    assert decided() == [("skipped", "nudges.N1")]
    assert Reminder.objects.get().next_nudge_at is None


def test_an_address_that_is_not_confirmed_gets_none(reminded: User, outbox: Outbox) -> None:
    EmailAddress.objects.filter(user=reminded).update(verified=False)
    beat(DUE)
    assert decided() == [("skipped", "nudges.N21")]
    assert outbox == []


def test_what_missed_its_window_is_dropped_and_not_kept_for_the_morning(reminded: User, outbox: Outbox) -> None:
    beat(DUE + timedelta(hours=9, minutes=30))
    assert decided() == [("skipped", "nudges.N7")]
    beat(DUE + timedelta(hours=20))
    assert (outbox, len(decided())) == ([], 1)
    assert Reminder.objects.get().next_nudge_at == DUE + timedelta(days=1)


def test_quiet_hours_hold_whatever_was_wished(reminded: User, outbox: Outbox) -> None:
    wish(reminded, at="22:15")
    assert Reminder.objects.get().next_nudge_at is None
    wish(reminded, quiet="23:00-08:00")
    assert Reminder.objects.get().next_nudge_at == datetime.fromisoformat("2026-03-02T22:15Z")


def test_it_moves_with_the_person(reminded: User, outbox: Outbox) -> None:
    sync(phone_of(reminded), zone="America/New_York")
    beat(DUE)
    assert (outbox, decided()) == ([], [])
    beat(datetime.fromisoformat("2026-03-02T17:30Z"))
    assert len(outbox) == 1


def test_who_has_flown_since_the_claim_is_not_woken(reminded: User, outbox: Outbox) -> None:
    with clock.frozen(DUE):
        claimed = writes.claim(now=DUE)
        Space.objects.update(zone="Asia/Tokyo")
        send.deliver(claimed)
    assert decided() == [("skipped", "nudges.N7")]
    assert Reminder.objects.get().zone == "Asia/Tokyo"
    assert outbox == []


@pytest.mark.parametrize(
    ("zone", "night"),
    [
        ("Europe/London", "2026-03-28"),
        ("Europe/London", "2026-10-24"),
        ("America/New_York", "2026-03-07"),
        ("America/New_York", "2026-10-31"),
    ],
)
def test_it_comes_at_the_wished_time_on_the_day_the_clock_changes(
    zone: str, night: str, reminded: User, outbox: Outbox
) -> None:
    there = ZoneInfo(zone)
    evening = datetime.fromisoformat(f"{night}T20:00").replace(tzinfo=there)
    with clock.frozen(evening):
        answer(phone_of(reminded), today=night, days=["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
        sync(phone_of(reminded), zone=zone)
        wish(reminded, at="12:30")
    due_at = Reminder.objects.get().next_nudge_at
    assert due_at is not None
    local = due_at.astimezone(there)
    assert (f"{local:%H:%M}", local.date()) == ("12:30", evening.date() + timedelta(days=1))


def test_a_crash_while_sending_is_unknown_and_never_sent_again(reminded: User, outbox: Outbox) -> None:
    with clock.frozen(DUE):
        (claimed,) = writes.claim(now=DUE)
        decision = reads.decision_by(claimed)
        assert decision is not None
        assert writes.begin(decision, send=_a_send(), now=DUE)
    for minutes in (1, 2, 3, 30, 200):
        beat(DUE + minutes * MINUTE)
    assert decided() == [("unknown", "")]
    assert outbox == []
    assert not writes.begin(decision, send=_a_send(), now=DUE), "nobody begins it a second time"


def test_a_crash_before_sending_is_made_up_for_within_the_window(reminded: User, outbox: Outbox) -> None:
    with clock.frozen(DUE):
        writes.claim(now=DUE)
    beat(DUE + MINUTE)
    assert outbox == []
    beat(DUE + 3 * MINUTE)
    assert len(outbox) == 1
    assert decided() == [("sent", "")]


def test_deleting_the_account_removes_all(reminded: User, outbox: Outbox) -> None:
    beat(DUE)
    delete_account(user=reminded, hold=writes.hold)
    assert not Decision.objects.exists()
    assert not Reminder.objects.exists()


def test_what_was_decided_can_be_taken_away(reminded: User, outbox: Outbox) -> None:
    beat(DUE)
    beat(DUE + timedelta(days=1))
    told = phone_of(reminded).get("/api/account/export").json()["nudges"]
    assert told["reminder"]["wishes"]["on"] is True
    assert [nudge["state"] for nudge in told["nudges"]] == ["sent", "skipped"]
    assert told["nudges"][1]["because"] == "No planned session waits today."


def test_the_e_mail_says_why_it_came_and_leads_to_today(reminded: User, outbox: Outbox) -> None:
    beat(DUE)
    (message,) = outbox
    text, html = str(message.body), str(message.alternatives[0][0])
    for said in (text, html):
        assert "http://testserver/today" in said
        assert "Already done? Nothing to do." in said
        for words in ("Pause for a day", "Pause for 3 days", "Pause for a week", "Turn reminders off"):
            assert words in said
    assert "You asked for a reminder on session days at 12:30" in text
    off = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert off in text
    mail_program = Client(enforce_csrf_checks=True)
    answered = mail_program.post(off, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answered.status_code == 200
    assert Reminder.objects.get().next_nudge_at is None


def _a_send() -> Send:
    return Send(template="walk", arms=("walk",), propensity=1)


def test_every_state_is_one_of_the_table(reminded: User) -> None:
    assert set(State.values) == {"claimed", "sending", "sent", "skipped", "unknown"}
