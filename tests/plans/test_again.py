"""The full questions answered again: the plan goes on, begins anew, or comes back at half."""

from datetime import timedelta
from typing import Any

import pytest

from backfit.accounts.models import User
from backfit.lib import clock
from programs.plans import reads
from programs.plans.models import Intake, PlanVersion
from tests.cast import phone_of
from tests.phone import answer, op, sync


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
