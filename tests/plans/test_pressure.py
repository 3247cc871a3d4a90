"""Readings of blood pressure: who may tell one, what a very high one stops, and what clears it (INV32)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from backfit.accounts.models import User
from backfit.lib import clock
from programs.plans.editor import Author, ClinicianIntake
from programs.plans.writes import assign
from tests.cast import phone_of
from tests.phone import Json, answer, op, sync

FLAG = "high-blood-pressure"


def reading(upper: int, lower: int, given: str | None = None) -> Json:
    answers = {} if given is None else {"BP": given}
    pressure = {"upper": upper, "lower": lower}
    return op("screening", {"on": clock.now().date().isoformat(), "answers": answers, "pressure": pressure})


def readings_asked(bundle: Json) -> list[Any]:
    return [item["reading"] for row in bundle["safety"] for item in row["items"] if item["reading"] is not None]


def test_a_reading_is_asked_of_who_has_high_blood_pressure_with_its_limits(alex: User) -> None:
    assert readings_asked(answer(phone_of(alex))) == []
    assert readings_asked(answer(phone_of(alex), flags=[FLAG])) == [
        {
            "upper": {"label": "Upper number", "least": 60, "most": 300, "high_from": 180},
            "lower": {"label": "Lower number", "least": 30, "most": 200, "high_from": 110},
        }
    ]


def test_a_normal_reading_stops_nothing(alex: User) -> None:
    phone = phone_of(alex)
    answer(phone, flags=[FLAG])
    assert sync(phone, reading(179, 109, "no"))["bundle"]["stop"] is None


@pytest.mark.parametrize("given", [None, "yes", "no"])
def test_a_very_high_one_stops_the_plan_whatever_the_phone_made_of_it(given: str | None, alex: User) -> None:
    phone = phone_of(alex)
    answer(phone, flags=[FLAG])
    stop = sync(phone, reading(180, 90, given))["bundle"]["stop"]
    assert (stop["outcome"], stop["call"]) == ("clinician_first", False)
    assert "call 999 now" in stop["advice"][0]["text"]


def answered(phone: Any, now: datetime, days: int) -> Json:
    with clock.frozen(now + timedelta(days=days)):
        return answer(phone, flags=[FLAG], today=clock.now().date().isoformat())


def test_only_a_clinician_and_then_a_lower_reading_clear_it(alex: User, dana: User, now: datetime) -> None:
    phone = phone_of(alex)
    answer(phone, flags=[FLAG])
    sync(phone, reading(185, 95, "yes"))
    assert answered(phone, now, 1)["stop"]["needs"] == ["a clinician"]
    with clock.frozen(now + timedelta(days=2)):
        sync(phone, reading(130, 80, "no"))
    assert answered(phone, now, 3)["stop"]["needs"] == ["a clinician"]  # a lower one alone clears nothing
    with clock.frozen(now + timedelta(days=4)):
        assign(
            person=alex, by=Author(id=dana.id, name="Dana Reyes"), changes=ClinicianIntake(approvals=("clinician",)),
            words="", base_version=1, today=clock.now().date(),
        )  # fmt: skip
        assert phone.get("/api/bundle").json()["stop"] is None
    assert answered(phone, now, 5)["stop"] is None


def test_with_a_clinicians_plan_it_stays_known_until_a_lower_reading_came_since(
    alex: User, dana: User, now: datetime
) -> None:
    phone = phone_of(alex)
    answer(phone, flags=[FLAG])
    sync(phone, reading(185, 95, "yes"))
    answered(phone, now, 1)
    with clock.frozen(now + timedelta(days=2)):
        assign(
            person=alex, by=Author(id=dana.id, name="Dana Reyes"), changes=ClinicianIntake(approvals=("clinician",)),
            words="", base_version=1, today=clock.now().date(),
        )  # fmt: skip
    again = answered(phone, now, 3)
    assert (again["stop"], again["plan"]["version"]) == (None, 2)  # the clinician's plan goes on
    with clock.frozen(now + timedelta(days=4)):
        assert sync(phone, reading(190, 95, "yes"))["bundle"]["stop"]["outcome"] == "clinician_first"
    assert answered(phone, now, 5)["stop"]["needs"] == ["a clinician"]
