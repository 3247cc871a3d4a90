"""Whole prescriptions against the book: nothing in a session that is not allowed, and nothing left out that is."""

from collections import Counter
from itertools import cycle
from typing import Any

import pytest

from exercises.load import catalogue
from programs.engine.contract import Intake, Item, Prescription
from programs.engine.prescribe import prescribe
from programs.knowledge.load import knowledge
from tests.oracle import book
from tests.oracle.test_pool import SETS

EVERY_APPROVAL = ["clinician", "guardian", "maternity", "surgeon"]
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
AGES = (10, 15, 17, 18, 30, 39, 40, 64, 65, 79, 80, 95)
KITS: tuple[list[str], ...] = ([], ["band"], ["pool"], ["bike", "weights"], sorted(book.vocabulary()["kit"]))
WEEKS: tuple[list[str], ...] = (["mon", "wed", "fri"], ["tue"], DAYS, ["sat", "sun"], ["mon", "tue", "thu", "fri"])
FLAGS: tuple[list[str], ...] = (
    [],
    ["falls-risk"],
    [],
    ["cannot-floor"],
    ["cardiac-unscreened"],
    ["wrist-limit"],
    ["pregnant"],
)
MINUTES = (5, 10, 15, 20, 30, 45, 60, 120)
SYMPTOMS: tuple[dict[str, object], ...] = (
    {"irritability": "low", "pain_worst_24h": 2},
    {"pain_worst_24h": 8},
    {"settles": "next_day", "pain_worst_24h": 3},
    {"irritability": "low", "pain_worst_24h": 2, "direction": "extension", "leg_symptoms": "below_knee"},
    {"irritability": "moderate", "pain_worst_24h": 5, "direction": "flexion", "leg_symptoms": "below_knee"},
    {},
)

CHOSEN = (5, None, 4, 1, 3, 5, 2, 4, None, 5, 3)
"""Stages a clinician chose; the number of each list above has no factor in common with most others."""


def sample() -> list[dict[str, Any]]:
    """Every single condition twice and every ninth pair, with ages, kits, weeks, flags and symptoms turned through."""
    turns = zip(
        [*SETS[:31], *SETS[:31], *SETS[31::9]],
        cycle(AGES), cycle(KITS), cycle(WEEKS), cycle(FLAGS), cycle(MINUTES), cycle(SYMPTOMS), cycle(CHOSEN),
        cycle(("no", "some", "well")), cycle((None, 0, 20)),
        strict=False,
    )  # fmt: skip
    return [
        {
            "schema": 1, "age": age, "answers": {"*": "no"}, "conditions": list(conditions), "equipment": kit,
            "days": days, "flags": flags, "minutes": minutes, "stage": stage, "swims": swims, "onset_weeks": onset,
            "approvals": EVERY_APPROVAL, **symptoms,
        }
        for conditions, age, kit, days, flags, minutes, symptoms, stage, swims, onset in turns
    ]  # fmt: skip


SAMPLE = sample()


def made(told: dict[str, Any]) -> Prescription:
    return prescribe(Intake.model_validate(told), knowledge=knowledge(), catalogue=catalogue())


def pool_of(told: dict[str, Any], said: Prescription) -> set[str]:
    """What the book allows this person at the stage that the prescription states."""
    assert said.stage is not None
    flags = [*told["flags"], *(["non-swimmer"] if told["swims"] == "no" else [])]
    who = book.Person(
        conditions=frozenset(told["conditions"]),
        age=told["age"],
        stage=said.stage,
        flags=frozenset(flags),
        irritability=said.irritability,
        direction=told.get("direction", "unknown"),
        leg_symptoms=told.get("leg_symptoms", "none"),
        kit=frozenset(told["equipment"]),
    )
    return set(book.names(book.allowed(who)))


def items_of(said: Prescription) -> list[Item]:
    return [item for session in said.program.sessions for item in session.items] if said.program else []


@pytest.mark.parametrize("first", range(0, len(SAMPLE), 10))
def test_it_prescribes_only_what_the_book_allows(first: int) -> None:
    for told in SAMPLE[first : first + 10]:
        said = made(told)
        if said.program is None:
            continue
        pool = pool_of(told, said)
        given = {item.exercise for item in items_of(said)}
        assert given <= pool, (told, given - pool)  # INV04, INV05, INV10, INV38
        assert pool.isdisjoint(out.exercise for out in said.excluded), told
        for item in items_of(said):
            check_item(item, told, said)
        check_sessions(told, said)


def check_item(item: Item, told: dict[str, Any], said: Prescription) -> None:
    entry = book.exercises()[item.exercise]
    band, stage = book.bands()[book.band_of(told["age"])], book.stages()[said.stage or 0]
    assert item.demands == entry["demands"]
    assert (item.grade, item.position, item.group) == (entry["grade"], entry["position"], entry["group"])
    assert item.grade <= (said.grade_cap or 0) <= min(stage["grade_cap"], band["grade_cap"])
    top = entry["dose"]["max"]
    assert item.dose.sets <= top["sets"]
    for field, name in (("reps", "reps"), ("hold_s", "hold_s"), ("minutes", "minutes"), ("distance_m", "metres")):
        value = getattr(item.dose, field)
        assert (value is None) == (name not in top), (item.exercise, field)
        assert value is None or 1 <= value <= top[name], (item.exercise, field, value)
    caps = [stage["effort_cr10"][1], band["effort_cap"], entry["effort_cr10"][1]]
    caps += [3] if said.irritability == "high" else []
    caps += [4] if "cardiac-unscreened" in told["flags"] else []
    assert item.dose.effort_cr10[1] <= min(caps), (item.exercise, item.dose.effort_cr10, caps)
    assert item.why
    for slug, harder in ((item.easier, False), (item.harder, True)):  # ladders are filtered too (11.10)
        if slug is not None:
            assert slug in pool_of(told, said), (item.exercise, slug)
            grade = book.exercises()[slug]["grade"]
            assert grade >= item.grade if harder else grade <= item.grade  # INV42


def check_sessions(told: dict[str, Any], said: Prescription) -> None:
    assert said.program is not None
    a_day: Counter[tuple[int, str]] = Counter()
    for session in said.program.sessions:
        assert session.day in told["days"]
        a_day[session.week, session.day] += session.minutes
        roles = Counter(item.role for item in session.items)
        if session.kind == "rest":
            assert not session.items
            continue
        assert roles["main"] <= 4
        assert roles["warm_up"] >= 1, (told, session)  # INV39
        assert roles["cool_down"] >= 1, (told, session)
    assert max(a_day.values()) <= told["minutes"], (told, a_day)
    planned = said.program.weekly.minutes_planned
    assert planned == sum(minutes for (week, _), minutes in a_day.items() if week == 1)
    assert len({day for (week, day), minutes in a_day.items() if week == 1 and minutes}) <= 6  # INV19


def test_the_sample_holds_plans_of_every_stage_band_and_condition() -> None:
    plans = [(told, said) for told in SAMPLE if (said := made(told)).program is not None]
    assert len(plans) > 80
    assert {said.stage for _, said in plans} == {1, 2, 3, 4, 5}
    assert {said.age_band for _, said in plans} == set(book.bands())


def test_whoever_may_fall_gets_balance_with_support() -> None:
    for age in (65, 75, 85):  # INV40
        told = {
            **SAMPLE[0],
            "age": age,
            "conditions": ["lbp-nonspecific-chronic"],
            "flags": ["falls-risk"],
            "minutes": 30,
        }
        said = made({**told, "days": ["mon", "wed", "fri"], "stage": 2, "equipment": []})
        assert any(item.group == "balance" for item in items_of(said)), age
