"""People for whole prescriptions: a fixed, stratified sample in which everything occurs often, by number."""

from random import Random
from typing import Any

from tests.oracle import book, gates
from tests.oracle.walk import DIRECTIONS, KIT, LEGS, SETS

SEED = 20260302
APPROVALS = ["clinician", "guardian", "maternity", "surgeon"]
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
BANDS = [band["ages"] for band in book.bands().values()]
OLDEST = 100
FLAGS = list(book.flags())
HOUSEHOLD = list(book.vocabulary()["household"])
WISHES = [*book.vocabulary()["groups"], *book.exercises()]
GOALS = ["walk", "work", "sport", "lift", "sleep", "play", "independence"]
PAINS = (None, 0, 1, 1, 2, 2, 2, 3, 4, 5, 6, 8)
"""Worst pains, the mild ones more often, so that every stage has its plans."""


def person(number: int) -> dict[str, Any]:
    """The intake of the person with this number: the same in every run and on every machine.

    Conditions and age band go round by number, so each set of conditions meets each band equally often; all else
    is drawn. Three in a hundred have an answer that may stop them, five lack approvals, one is a child under 10.
    """
    draw = Random(SEED + number)
    turn, place = divmod(number, len(SETS))
    youngest, oldest = BANDS[(turn + place) % len(BANDS)]
    return {
        "schema": 1,
        "age": draw.randint(youngest, min(oldest, OLDEST)) if draw.random() < 0.99 else draw.randint(0, 9),
        "sex": draw.choice(["female", "male", "unspecified"]),
        "answers": _answers(draw),
        "conditions": list(SETS[place]),
        "flags": draw.sample(FLAGS, k=draw.choice([0, 1, 1, 2])),
        "approvals": draw.sample(APPROVALS, k=draw.randint(0, 3)) if draw.random() < 0.05 else APPROVALS,
        "stage": draw.choice([None, 1, 2, 3, 4, 5, 5]),
        **_symptoms(draw),
        **_means(draw),
    }


def _answers(draw: Random) -> dict[str, str]:
    if draw.random() >= 0.03:
        return {"*": "no"}
    return {"*": "no", draw.choice(list(gates.items())): draw.choice(["yes", "unsure"])}


def _symptoms(draw: Random) -> dict[str, object]:
    return {
        "onset_weeks": draw.choice([None, 1.9, 2, 8, 20, 20, 100]),
        "pain_now": draw.choice([None, 0, 1, 2]),
        "pain_worst_24h": draw.choice(PAINS),
        "settles": draw.choice([None, None, "minutes", "minutes", "hour", "next_day"]),
        "irritability": draw.choice([None, "low", "low", "low", "moderate", "high"]),
        "direction": draw.choice(DIRECTIONS),
        "leg_symptoms": draw.choice(LEGS),
        "weeks_since_surgery": draw.choice([None, 7, 14, 30]),
    }


def _means(draw: Random) -> dict[str, object]:
    return {
        "activity": draw.choice(["inactive", "some", "regular"]),
        "walk_baseline_minutes": draw.choice([None, 0, 4, 8, 15, 40]),
        "swims": draw.choice(["no", "some", "well"]),
        "equipment": draw.sample(sorted(KIT), k=draw.choice([0, 1, 3, 6, len(KIT)])),
        "without": draw.sample(HOUSEHOLD, k=draw.choice([0, 0, 0, 1, 2])),
        "days": draw.sample(DAYS, k=draw.randint(1, 7)),
        "minutes": draw.choice([10, 15, 20, 25, 30, 45, 60, 90]),
        "likes": draw.sample(WISHES, k=draw.choice([0, 0, 1])),
        "dislikes": draw.sample(WISHES, k=draw.choice([0, 0, 1])),
        "goals": draw.sample(GOALS, k=draw.choice([0, 1, 2])),
    }
