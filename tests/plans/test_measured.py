"""Measures: what is due for whom and when, what is told of the results, and how much was moved."""

from datetime import date, datetime, timedelta

import pytest

from backfit.accounts.models import User
from backfit.lib import clock
from exercises.load import catalogue
from programs.engine.contract import Dose
from programs.engine.logs import DoneItem, SessionBody
from programs.engine.progress import met_minutes
from programs.knowledge.load import knowledge
from tests.cast import phone_of
from tests.phone import Json, answer, op, session, sync

START = date(2026, 3, 2)
ACTIVITIES = {"a1": "Walking to the shop", "a2": "Gardening", "a3": "Sleeping on my side"}


@pytest.mark.parametrize(
    ("exercise", "asked", "done", "minutes", "amount"),
    [
        ("walk-short-flat", {"minutes": 20}, 10, 30, 31.5),  # 10 minutes done and half a one to get ready, at 3 METs
        ("walk-short-flat", {"minutes": 20}, 10, 5, 15),  # never more minutes than the session took
        ("aq-walk-forward", {"minutes": 5}, 5, 30, 16.5),
        ("aq-backstroke-easy", {"distance_m": 100}, 50, 30, 14.4),  # 50 m at 20 a minute, at 4.8
        ("st-bridge-double", {"sets": 3, "reps": 10}, 2, 30, 7),  # 2 of 3 sets
        ("st-bridge-double", {"sets": 3, "reps": 10}, 0, 30, 0),
    ],
)
def test_met_minutes_count_what_was_done_in_every_mode(
    exercise: str, asked: dict[str, int], done: int, minutes: int, amount: float
) -> None:
    dose = Dose(sets=1, side="both", effort_cr10=(3, 4)).model_copy(update=asked)
    body = SessionBody(on=START, minutes=minutes, items=(DoneItem(exercise=exercise, asked=dose, done=done),))
    assert met_minutes(body, knowledge=knowledge(), catalogue=catalogue()) == pytest.approx(amount)


def measure(slug: str, answers: dict[str, int], words: dict[str, str] | None = None, **changes: object) -> Json:
    body = {"on": clock.now().date().isoformat(), "measure": slug, "answers": answers, "words": words or {}}
    return op("measure", body, **changes)


def slugs(bundle: Json) -> list[str]:
    return [form["slug"] for form in bundle["measures"]["due"]]


def test_activities_are_rated_again_by_the_same_words(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    assert slugs(answer(phone)) == ["psfs", "rmdq", "chair-stand-30s", "walk-6min"]
    first = sync(phone, measure("psfs", {"a1": 4, "a2": 3, "a3": 5}, ACTIVITIES))["bundle"]
    assert slugs(first) == ["rmdq", "chair-stand-30s", "walk-6min"]
    [told] = first["measures"]["told"]
    assert (told["sentence"], told["points"][0]["value"]) == ("Walking to the shop: 4.", 4)
    with clock.frozen(now + timedelta(days=14)):
        form = phone.get("/api/bundle").json()["measures"]["due"][0]
        assert (form["slug"], form["own"]["words"]) == ("psfs", ACTIVITIES)
        [told] = sync(phone, measure("psfs", {"a1": 7, "a2": 6, "a3": 6}, ACTIVITIES))["bundle"]["measures"]["told"]
    assert told["sentence"] == "Walking to the shop: 4, now 7. All together, that is a change that matters."
    assert told["detail"] == "Walking to the shop: 4, now 7. Gardening: 3, now 6. Sleeping on my side: 5, now 6."
    assert (told["band"], told["top"]) == ([2, 6], 10)


def test_a_new_plan_begins_no_new_baseline_and_a_withdrawn_result_is_none(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    answer(phone)
    stood = measure("chair-stand-30s", {"times": 9})
    sync(phone, stood)
    with clock.frozen(now + timedelta(days=30)):
        assert "chair-stand-30s" not in slugs(answer(phone, today="2026-04-01"))
    with clock.frozen(now + timedelta(days=42)):
        again = sync(phone, measure("chair-stand-30s", {"times": 12}, plan_version=2))["bundle"]["measures"]["told"]
        assert again[0]["sentence"] == (
            "Stood up from the chair in 30 seconds: 9 times, now 12. That is a change that matters."
        )
        gone = sync(phone, op("gone", {}, replaces=stood["id"], plan_version=2))["bundle"]["measures"]["told"]
    assert gone[0]["sentence"] == "Stood up from the chair in 30 seconds: 12 times."


def test_nothing_is_asked_while_a_stop_stands(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    answer(phone)
    stopped = op("screening", {"on": now.date().isoformat(), "answers": {"RF01": "yes"}})
    assert slugs(sync(phone, stopped)["bundle"]) == []


def test_the_dose_of_a_week_is_told_with_its_band_and_how_sure_that_is(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    progress = sync(phone, session(answer(phone)))["bundle"]["progress"]
    assert 20 < progress["weeks"][-1]["met_minutes"] < 90
    assert progress["met_band"] == [520, 920]
    assert (
        progress["sentences"]["dose"] == f"About {progress['weeks'][-1]['met_minutes']} MET-minutes so far this week."
    )
    assert "rough aim" in progress["sentences"]["dose_note"]
