"""Measures: what is due for whom and when, what is told of the results, and how much was moved."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from backfit.accounts.models import User
from backfit.lib import clock
from exercises.load import catalogue
from programs.engine.contract import Dose
from programs.engine.logs import DoneItem, MeasureBody, SessionBody
from programs.engine.progress import Score, Taker, due, hint, met_minutes, no_gain, score
from programs.knowledge.load import knowledge
from tests.cast import phone_of
from tests.phone import Json, answer, op, session, sync

START = date(2026, 3, 2)
WELL = Taker(age=70, conditions=("facet-oa",), flags=(), stage=2, easing=False)
ALL = ["psfs", "rmdq", "chair-stand-30s", "balance-4-stage", "walk-6min"]
ACTIVITIES = {"a1": "Walking to the shop", "a2": "Gardening", "a3": "Sleeping on my side"}


def asked_for(day: int, given: dict[str, list[int]] | None = None, **changes: Any) -> list[str]:
    taker = replace(WELL, **changes)
    dates = {slug: [START + timedelta(days=on) for on in days] for slug, days in (given or {}).items()}
    today = START + timedelta(days=day)
    return [one.slug for one in due(taker, given=dates, since=START, today=today, knowledge=knowledge())]


@pytest.mark.parametrize(
    ("day", "given", "slugs"),
    [
        (0, {}, ALL),
        (13, {slug: [0] for slug in ALL}, []),
        (14, {slug: [0] for slug in ALL}, ["psfs"]),
        (41, {slug: [0] for slug in ALL} | {"psfs": [14]}, []),
        (42, {slug: [0] for slug in ALL} | {"psfs": [14]}, ["psfs", "rmdq", "chair-stand-30s", "balance-4-stage"]),
        (14, {slug: [5] for slug in ALL}, []),  # given late: not again within ten days
        (15, {slug: [5] for slug in ALL}, ["psfs"]),
        (-1, {}, []),
    ],
)
def test_a_measure_is_due_by_its_weeks(day: int, given: dict[str, list[int]], slugs: list[str]) -> None:
    assert asked_for(day, given) == slugs


@pytest.mark.parametrize(
    ("changes", "slugs"),
    [
        ({"age": 64}, ["psfs", "rmdq", "chair-stand-30s", "walk-6min"]),
        ({"age": 17}, ["psfs"]),
        ({"stage": 1}, ["psfs", "rmdq"]),
        ({"easing": True}, ["psfs", "rmdq"]),
        ({"flags": ("post-op",)}, ["psfs", "rmdq"]),
        ({"flags": ("falls-risk",)}, ALL),
        ({"conditions": ("neck-pain-mechanical",)}, [slug for slug in ALL if slug != "rmdq"]),
        ({"conditions": ("neck-pain-mechanical", "facet-oa")}, ALL),
    ],
)
def test_a_measure_is_due_for_whom_it_suits(changes: dict[str, object], slugs: list[str]) -> None:
    assert asked_for(0, {}, **changes) == slugs


@pytest.mark.parametrize(
    ("slug", "answers", "age", "sex", "said"),
    [
        ("chair-stand-30s", {"times": 11}, 70, "male", "below_norm"),
        ("chair-stand-30s", {"times": 12}, 70, "male", None),
        ("chair-stand-30s", {"times": 9}, 74, "female", "below_norm"),
        ("chair-stand-30s", {"times": 10}, 74, "female", None),
        ("chair-stand-30s", {"times": 11}, 70, "unspecified", "below_norm"),
        ("chair-stand-30s", {"times": 3}, 59, "male", None),
        ("chair-stand-30s", {"times": 6}, 95, "male", "below_norm"),
        ("balance-4-stage", {"together": 10, "semi-tandem": 10, "tandem": 9, "one-leg": 0}, 70, "male", "unsteady"),
        ("balance-4-stage", {"together": 10, "semi-tandem": 10, "tandem": 10, "one-leg": 0}, 70, "male", None),
    ],
)
def test_a_low_result_is_told_with_advice(
    slug: str, answers: dict[str, int], age: int, sex: str, said: str | None
) -> None:
    body = MeasureBody(on=START, measure=slug, answers=answers)
    assert hint(score(body, knowledge=knowledge()), body, age=age, sex=sex, knowledge=knowledge()) == said


def scores(slug: str, *values: float) -> tuple[Score, Score]:
    one, other = (Score(measure=slug, value=value, unit="", better="up") for value in values)
    return one, other


@pytest.mark.parametrize(
    ("pain", "own", "week", "done", "planned", "review"),
    [
        ((6, 5), (4, 5), 6, 8, 10, True),
        ((6, 5), (4, 5), 5, 8, 10, False),
        ((6, 5), (4, 5), 6, 79, 100, False),
        ((6, 4), (4, 5), 6, 8, 10, False),
        ((6, 5), (4, 6), 6, 8, 10, False),
        ((6, 7), None, 6, 8, 10, True),
        (None, None, 6, 8, 10, False),
        ((6, 6), None, 6, 0, 0, False),
    ],
)
def test_no_gain_in_spite_of_the_work_is_for_a_clinician(
    pain: tuple[int, int] | None, own: tuple[int, int] | None, week: int, done: int, planned: int, review: bool
) -> None:
    pairs = {slug: scores(slug, *pair) for slug, pair in (("nprs", pain), ("psfs", own)) if pair}
    assert no_gain(pairs, week=week, done=done, planned=planned, knowledge=knowledge()) == review


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
