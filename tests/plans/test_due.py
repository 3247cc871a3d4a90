"""What time asks for in a plan in use: the full questions, an agreement, and who may give it again."""

from contextlib import nullcontext
from datetime import date, datetime, timedelta

import pytest

from backfit.accounts.models import User
from backfit.lib import clock
from backfit.lib.errors import Invalid
from programs.engine.contract import Approval
from programs.plans import editing, writes
from programs.plans.bundle import Bundle
from programs.plans.editor import Author, ClinicianIntake
from programs.plans.models import Intake
from programs.plans.writes import NotPublished
from tests.cast import phone_of
from tests.phone import Json, answer, op, questionnaire, session, sync

TODAY = date(2026, 3, 2)


def held_bundle(user: User, now: datetime, days: int) -> Bundle:
    with clock.frozen(now + timedelta(days=days)):
        return Bundle.model_validate(phone_of(user).get("/api/bundle").json())


def assigned(alex: User, dana: User, *, days: int = 0, version: int = 0, **changes: object) -> Bundle:
    made = writes.assign(
        person=alex,
        by=Author(id=dana.id, name="Dana Reyes"),
        changes=ClinicianIntake.model_validate(changes),
        words="",
        base_version=version,
        today=TODAY + timedelta(days=days),
    )
    return Bundle.model_validate_json(made.body)


def test_a_phone_without_a_network_knows_from_when_on_sessions_wait(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    told = answer(phone)
    for day in (0, 14):
        with clock.frozen(now + timedelta(days=day)):
            sync(phone, session(told))
    ahead = held_bundle(alex, now, 20)
    asked = [(due.asked_on, due.held_on) for due in ahead.due]
    assert asked == [(date(2026, 3, 30), date(2026, 4, 2)), (date(2026, 5, 25), date(2026, 5, 25))]
    assert all(due.stop for due in ahead.due)
    assert ahead.stop is None
    assert max(session.on for session in ahead.sessions) < date(2026, 4, 2)


def test_a_phone_cut_off_from_the_first_day_knows_what_is_due_after_all_its_sessions(alex: User) -> None:
    made = Bundle.model_validate(answer(phone_of(alex)))
    assert made.reentry is not None
    last_on = made.reentry.rows[-1].on[1]
    assert [due.asked_on > last_on for due in made.due] == [True, True], "the questions, and the end of the plan"


def test_the_questions_hold_the_plan_until_they_are_answered_again(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    told = answer(phone)
    for day in (0, 14, 28):
        with clock.frozen(now + timedelta(days=day)):
            sync(phone, session(told))
    assert held_bundle(alex, now, 30).stop is None
    overdue = held_bundle(alex, now, 31)
    assert overdue.stop is not None
    assert overdue.stop.may_answer_again
    assert not overdue.sessions
    with clock.frozen(now + timedelta(days=31)):
        assert answer(phone, today="2026-04-02")["stop"] is None


def test_an_agreement_is_kept_with_its_name_and_its_end(alex: User, dana: User, now: datetime) -> None:
    answer(phone_of(alex), age=15, conditions=[])
    agreed: tuple[Approval, ...] = ("clinician", "guardian")
    bundle = assigned(
        alex, dana, approvals=agreed, agreed_by={"guardian": "Jo Doe"}, agreed_until=TODAY + timedelta(days=20)
    )
    assert bundle.stop is None
    kept = Intake.objects.exclude(author=None).get().agreed
    assert [(one["approval"], one["by"], one["until"]) for one in kept] == [
        ("clinician", "Dana Reyes", "2026-03-22"),
        ("guardian", "Jo Doe", "2026-03-22"),
    ]
    seen = editing.editor(alex.id, seen_by=dana, today=TODAY)
    assert seen is not None
    assert [(one.by, one.until.isoformat()) for one in seen.agreed] == [
        ("Dana Reyes", "2026-03-22"),
        ("Jo Doe", "2026-03-22"),
    ]
    ended = held_bundle(alex, now, 20).stop
    assert ended is not None
    assert (ended.outcome, ended.needs, ended.call) == ("plan", ("a clinician",), False)  # it waits, and is no alarm


def test_an_agreement_that_has_ended_is_given_again_for_all_who_must(alex: User, dana: User, now: datetime) -> None:
    answer(phone_of(alex), age=15, conditions=[])
    assigned(alex, dana, approvals=("clinician", "guardian"), agreed_until=TODAY + timedelta(days=20))
    later = TODAY + timedelta(days=20)
    with clock.frozen(now + timedelta(days=20)):
        half = editing.proposal(alex.id, seen_by=dana, changes=ClinicianIntake(approvals=("clinician",)), today=later)
        assert (half.outcome, half.needs) == ("clinician_first", ("guardian",))
        again = assigned(alex, dana, days=20, version=1, approvals=("clinician", "guardian"))
    assert again.stop is None


def test_a_clinician_makes_the_next_plan_when_one_is_over_once_the_questions_are_answered(
    alex: User, dana: User, now: datetime
) -> None:
    phone = phone_of(alex)
    answer(phone)
    over = TODAY + timedelta(weeks=12)
    with clock.frozen(now + timedelta(weeks=12)):
        with pytest.raises(NotPublished):
            assigned(alex, dana, days=84, version=1)
        answer(phone, today=over.isoformat())
        after = assigned(alex, dana, days=84, version=2)
    assert after.stop is None
    assert after.sessions
    assert held_bundle(alex, now, 84 + 27).stop is None


@pytest.mark.parametrize(("days", "stops"), [(1, True), (2, True), (3, False)])
def test_illness_takes_sessions_until_a_person_has_been_well_for_48_hours(
    days: int, stops: bool, alex: User, now: datetime
) -> None:
    phone = phone_of(alex)
    answer(phone, days=["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
    sync(phone, op("screening", {"on": TODAY.isoformat(), "answers": {"FEVER": "yes"}, "unsure": False}))
    on = TODAY + timedelta(days=days)
    sessions = [one for one in held_bundle(alex, now, days).sessions if one.on == on and one.items]
    assert (not sessions) == stops


def test_a_fall_asks_the_two_questions_and_stops_at_a_yes_or_no_answer(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    told = answer(phone)
    rows = {item["id"]: item["asked_of"]["after_yes"] for row in told["safety"] for item in row["items"]}
    assert rows["RF09"] == rows["RF10"] == ["FALL"]
    clear = {"FALL": "yes", "RF09": "no", "RF10": "no"}
    sync(phone, op("screening", {"on": TODAY.isoformat(), "answers": clear, "unsure": False}))
    assert held_bundle(alex, now, 0).stop is None
    sync(phone, op("screening", {"on": TODAY.isoformat(), "answers": {"FALL": "yes"}, "unsure": False}))
    stop = held_bundle(alex, now, 0).stop
    assert stop is not None
    assert stop.outcome == "emergency_now"


@pytest.mark.parametrize(("days", "allowed"), [(0, False), (1, True), (84, True), (85, False)])
def test_an_agreement_ends_within_twelve_weeks(days: int, allowed: bool, alex: User, dana: User) -> None:
    answer(phone_of(alex), age=15, conditions=[])
    end = TODAY + timedelta(days=days)
    with nullcontext() if allowed else pytest.raises(Invalid):
        assert assigned(alex, dana, approvals=("clinician", "guardian"), agreed_until=end).sessions


def test_a_question_that_was_yes_when_a_clinician_agreed_stops_nothing_and_a_new_yes_does(
    alex: User, dana: User
) -> None:
    phone = phone_of(alex)
    answer(phone, answers={"*": "no", "PA1": "yes"})
    assert assigned(alex, dana, approvals=("clinician",)).stop is None
    with_new = answer(phone, answers={"*": "no", "PA1": "yes", "PA10": "yes"})
    assert with_new["stop"]["needs"] == ["a clinician"]


@pytest.mark.parametrize(
    "claimed",
    [{"approvals": ["clinician"]}, {"flags": ["red-flag"]}, {"stage": 4}, {"irritability": "low"}],
)
def test_nobody_says_of_themselves_what_only_a_clinician_may(claimed: Json, alex: User) -> None:
    phone = phone_of(alex)
    response = phone.post("/api/intake", questionnaire(**claimed))
    assert response.status_code == 400
    assert "only a clinician" in str(response.json()["errors"])
    assert answer(phone, age=67, flags=["cannot-floor", "legs-tire-walking"])["stop"] is None


def test_what_is_checked_before_every_session_stands_with_the_safety_check(alex: User) -> None:
    phone = phone_of(alex)
    assert answer(phone)["before"] == []
    told = answer(phone, answers={"*": "no", "PA2": "yes", "PA3": "yes"})["before"]
    assert [one["id"] for one in told] == ["flag.diabetes-insulin", "flag.rpe-only"]
    assert "5.0" in told[0]["text"]
    assert "not re-checked" in told[0]["source"]
