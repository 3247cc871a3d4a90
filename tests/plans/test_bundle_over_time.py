"""What the bundle says as days go by: the morning question, the days done, the way back after a long time away."""

from datetime import datetime, timedelta

import pytest

from backfit.accounts.models import User
from backfit.lib import clock
from programs.plans.bundle import Bundle
from tests.cast import phone_of
from tests.phone import answer, check_in, op, session, sync


def on_day(user: User, now: datetime, days: int) -> Bundle:
    with clock.frozen(now + timedelta(days=days)):
        return Bundle.model_validate(phone_of(user).get("/api/bundle").json())


@pytest.mark.parametrize(("days", "asked"), [(0, True), (1, True), (2, True), (3, False)])
def test_the_morning_question_is_there_while_its_answer_counts(
    days: int, asked: bool, alex: User, now: datetime
) -> None:
    phone = phone_of(alex)
    sync(phone, session(answer(phone)))
    check = on_day(alex, now, days).check_in
    assert check is not None
    assert check.for_session_on == (now.date() if asked else None)
    assert (check.days, check.question) == (2, "How is your back this morning?")


def test_it_is_asked_once(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    sync(phone, session(answer(phone)))
    with clock.frozen(now + timedelta(days=1)):
        assert sync(phone, check_in(1))["bundle"]["check_in"]["for_session_on"] is None


def test_a_good_session_and_a_good_morning_are_counted(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    sync(phone, session(answer(phone)))
    with clock.frozen(now + timedelta(days=1)):
        changes = sync(phone, check_in(1))["bundle"]["changes"]
    assert [change["action"] for change in changes] == ["HOLD_COUNT_SUCCESS", "HOLD_AWAIT_MORNING"]
    assert all(change["title"] and change["because"] for change in changes)


def test_a_skipped_session_is_no_day_done(alex: User) -> None:
    phone = phone_of(alex)
    skipped = session(answer(phone))
    for item in skipped["body"]["items"]:
        item |= {"done": 0, "skipped": True, "pain": None, "effort": None}
    assert sync(phone, skipped)["bundle"]["done"] == []


def test_two_sessions_on_a_day_are_one_day_done(alex: User) -> None:
    phone = phone_of(alex)
    bundle = answer(phone)
    first, second = session(bundle), session(bundle)
    done = sync(phone, first, second)["bundle"]["done"]
    assert done == [{"on": "2026-03-02", "minutes": first["body"]["minutes"] * 2}]


def test_after_a_month_away_the_questions_come_first(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    sync(phone, session(answer(phone)))
    back = on_day(alex, now, 40)
    assert back.sessions == ()
    assert back.stop is not None
    assert (back.stop.outcome, back.stop.may_answer_again) == ("plan", True)
    assert back.stop.advice
    assert on_day(alex, now, 5).stop is None


def test_what_was_said_to_be_not_for_me_stays_away_in_the_next_plan(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    bundle = answer(phone)
    slug = next(item["exercise"] for item in bundle["sessions"][0]["items"] if item["role"] == "main")
    after = sync(phone, op("pref", {"key": f"not_for_me:{slug}", "value": "yes"}))["bundle"]
    assert slug not in after["exercises"]
    with clock.frozen(now + timedelta(days=7)):
        assert slug not in answer(phone, today="2026-03-09")["exercises"]


def test_the_safety_list_is_for_this_person(alex: User, sam: User) -> None:
    ids = [
        {item.id for row in Bundle.model_validate(answer(phone_of(user), **told)).safety for item in row.items}
        for user, told in ((alex, {"sex": "male"}), (sam, {"sex": "female", "answers": {"*": "no", "PA5": "yes"}}))
    ]
    assert ids[0] >= {"RF01", "RF04", "RF06", "RF17", "FEVER", "FALL", "RF09", "RF10"}
    assert "RF25" not in ids[0]
    assert "RF25" in ids[1]


def test_questions_that_another_opens_say_so(alex: User) -> None:
    bundle = Bundle.model_validate(answer(phone_of(alex)))
    items = {item.id: item for row in bundle.safety for item in row.items}
    assert items["RF09"].asked_of.after_yes == items["RF10"].asked_of.after_yes == ("FALL",)
    assert items["RF01"].asked_of.after_yes == ()


def test_a_question_for_this_person_waits_for_no_answer_that_the_short_screen_does_not_ask(alex: User) -> None:
    told = {"sex": "female", "weeks_pregnant": 20, "approvals": ["maternity"], "answers": {"*": "no", "PA5": "yes"}}
    bundle = Bundle.model_validate(answer(phone_of(alex), **told))
    items = {item.id: item for row in bundle.safety for item in row.items}
    assert items["RF25"].asked_of.after_yes == ()
    assert all(other in items for item in items.values() for other in item.asked_of.after_yes)


def test_a_withdrawal_counts_though_its_phones_clock_is_behind(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    bundle = answer(phone)
    done = session(bundle)
    sync(phone, done)
    behind = (now - timedelta(days=2)).isoformat()
    gone = op("gone", {}, replaces=done["id"], occurred_at=behind, plan_version=None)
    assert sync(phone, gone)["bundle"]["done"] == []
