"""The full questions answered again: the plan goes on, begins anew, or comes back at half."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from backfit.accounts.models import User
from backfit.lib import clock
from exercises.load import catalogue
from programs.engine.care import Edit, GrowthLimits, ItemEdit
from programs.engine.plans import PlanState
from programs.knowledge.load import knowledge
from programs.plans import reads
from programs.plans.editor import Author, ClinicianIntake
from programs.plans.ground import folded
from programs.plans.models import Intake, PlanVersion
from programs.plans.writes import assign, publish_edit
from tests.cast import phone_of
from tests.phone import answer, op, session, sync


def later(phone: Any, *, after: timedelta, **told: Any) -> dict[str, Any]:
    now = clock.now() + after
    with clock.frozen(now):
        return dict(answer(phone, today=now.date().isoformat(), **told))


def test_the_same_answers_go_on_with_the_same_plan_and_count_as_answered(alex: User) -> None:
    phone = phone_of(alex)
    first = answer(phone)
    again = later(phone, after=timedelta(days=20), pain_now=2)
    assert again["plan"]["version"] == first["plan"]["version"] == 1
    assert PlanVersion.objects.count() == 1
    assert Intake.objects.count() == 2
    newest = reads.intakes_of(alex.id, seen_by=alex)[0]
    assert reads.confirmed_on(newest) == (clock.now() + timedelta(days=20)).date()


@pytest.mark.parametrize(
    "told", [{"conditions": ["facet-oa"]}, {"pain_worst_24h": 8}, {"minutes": 45}, {"onset_weeks": 1}]
)
def test_other_facts_begin_a_new_plan(alex: User, told: dict[str, Any]) -> None:
    phone = phone_of(alex)
    answer(phone)
    assert later(phone, after=timedelta(days=20), **told)["plan"]["version"] == 2


def test_a_stop_is_lifted_by_a_new_plan_even_when_the_answers_are_the_same(alex: User) -> None:
    phone = phone_of(alex)
    before = answer(phone)
    stopped = sync(phone, op("screening", {"on": "2026-03-02", "answers": {"RF06": "yes"}}), bundle_rev=before["rev"])
    assert stopped["bundle"]["stop"] is not None
    after = later(phone, after=timedelta(days=1))
    assert after["stop"] is None
    assert after["plan"]["version"] == before["plan"]["version"] + 1


def test_after_five_weeks_away_the_new_plan_begins_at_half_and_no_higher_than_stage_two(alex: User) -> None:
    phone = phone_of(alex)
    first = answer(phone)
    back = later(phone, after=timedelta(days=35))
    assert back["plan"]["version"] == 2
    assert back["plan"]["stage"] <= 2
    assert PlanVersion.objects.get(number=2).way_back
    assert any("50 %" in reason["because"] for one in back["sessions"] for reason in one["why"])
    assert not any("50 %" in reason["because"] for one in first["sessions"] for reason in one["why"])


def flared(phone: Any, bundle: dict[str, Any], *, day: int) -> dict[str, Any]:
    """The bundle after a session that hurt very much, some days from now."""
    with clock.frozen(clock.now() + timedelta(days=day)):
        done = session(bundle, pain=8, plan_version=bundle["plan"]["version"])
        return dict(sync(phone, done)["bundle"])


def test_flares_count_on_and_a_clinician_is_still_asked_first_in_a_new_plan(
    alex: User, dana: User, now: datetime
) -> None:
    phone = phone_of(alex)
    told = answer(phone)
    publish_edit(
        person=alex, by=Author(id=dana.id, name="Dana Reyes"), edit=Edit(progression="ask_first"), words="", reasons=(),
        base_version=1, today=now.date(),
    )  # fmt: skip
    for day in (1, 9):
        told = flared(phone, told, day=day)
    assert later(phone, after=timedelta(days=12), minutes=45)["plan"]["version"] == 3
    state = state_of(alex)
    assert state.progression == "ask_first"
    assert state.flares_on == (now.date() + timedelta(days=1), now.date() + timedelta(days=9))
    with clock.frozen(now + timedelta(days=17)):
        assign(
            person=alex, by=Author(id=dana.id, name="Dana Reyes"), changes=ClinicianIntake(), words="", base_version=3,
            today=now.date() + timedelta(days=17),
        )  # fmt: skip
        told = phone.get("/api/bundle").json()
    assert state_of(alex).progression == "ask_first"
    flared(phone, told, day=18)
    assert "care.third_flare" in [review.rule for review in state_of(alex).reviews]


def test_a_clinicians_limits_hold_in_a_new_plan_of_the_persons_own_answers(
    alex: User, dana: User, now: datetime
) -> None:
    phone = phone_of(alex)
    answer(phone)
    first = next(slot for slot in state_of(alex).slots if slot.role == "main")
    limits = GrowthLimits(exercise=first.planned, frozen=True)
    item = ItemEdit(planned=first.planned, role="main", exercise=first.planned, dose=first.now.dose, limits=limits)
    publish_edit(
        person=alex, by=Author(id=dana.id, name="Dana Reyes"), edit=Edit(items=(item,)), words="", reasons=(),
        base_version=1, today=now.date(),
    )  # fmt: skip
    assert later(phone, after=timedelta(days=2), pain_worst_24h=4, settles="hour")["plan"]["version"] == 3
    assert [slot.limits for slot in state_of(alex).slots if slot.planned == first.planned] == [limits]


def test_a_flare_of_seven_weeks_ago_is_not_taken_over(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    flared(phone, answer(phone), day=0)
    later(phone, after=timedelta(days=43), minutes=45)
    assert state_of(alex).flares_on == ()


def test_an_illness_is_rested_out_in_a_new_plan(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    before = answer(phone)
    sync(phone, op("screening", {"on": "2026-03-02", "answers": {"FEVER": "yes"}}), bundle_rev=before["rev"])
    after = later(phone, after=timedelta(hours=1), minutes=45)
    assert after["plan"]["version"] == 2
    assert state_of(alex).rest_until == now.date() + timedelta(days=3)
    assert not [one for one in after["sessions"] if one["on"] < "2026-03-05" and one["items"]]


def state_of(user: User) -> PlanState:
    state = folded(
        reads.ground_of(reads.intakes_of(user.id, seen_by=user)[0], seen_by=user),
        knowledge=knowledge(),
        catalogue=catalogue(),
    )
    assert state is not None
    return state
