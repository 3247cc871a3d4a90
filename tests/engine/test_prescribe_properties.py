"""What holds of every prescription, whatever the intake: tried over random people."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.load import catalogue
from programs.engine.contract import DAYS, Approval, Item, Prescription, Session
from programs.knowledge.load import knowledge
from tests.engine.intakes import Told, judge, pool_of, prescribed

ALL: tuple[Approval, ...] = ("clinician", "guardian", "maternity", "surgeon")
KNOWN, LIBRARY = knowledge(), catalogue()
WISHES = [*LIBRARY.vocabulary.groups, *LIBRARY.vocabulary.positions, *LIBRARY.exercises]
HEALTH_ITEMS = [item.id for item in KNOWN.screening.items if item.id.startswith("PA")]


def _some(values: list[str], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True)


PAIN = st.none() | st.integers(0, 10)
OPTIONAL = {
    "conditions": _some(list(KNOWN.conditions), 3),
    "onset_weeks": st.none() | st.sampled_from([0, 1.9, 2, 5.9, 6, 11.9, 12, 100]),
    "pain_now": PAIN,
    "pain_worst_24h": PAIN,
    "irritability": st.sampled_from([None, "low", "moderate", "high"]),
    "settles": st.sampled_from([None, "minutes", "hour", "hours", "next_day"]),
    "leg_symptoms": st.sampled_from(["none", "above_knee", "below_knee", "both_legs"]),
    "direction": st.sampled_from(["flexion", "extension", "retraction", "none", "unknown"]),
    "flags": _some([flag for flag in KNOWN.flags if flag != "red-flag"], 2),
    "sex": st.sampled_from(["female", "male", "unspecified"]),
    "weeks_pregnant": st.sampled_from([None, None, None, 10, 15.9, 16]),
    "weeks_since_surgery": st.sampled_from([None, 3, 6, 9, 12]),
    "activity": st.sampled_from(["inactive", "some", "regular"]),
    "walk_baseline_minutes": st.sampled_from([None, 0, 4, 8, 15, 40]),
    "swims": st.sampled_from(["no", "some", "well"]),
    "equipment": _some(list(LIBRARY.vocabulary.kit), 6),
    "without": st.just([]) | _some(list(LIBRARY.vocabulary.household), 4),
    "days": st.lists(st.sampled_from(DAYS), min_size=1, unique=True),
    "minutes": st.integers(5, 120),
    "likes": _some(WISHES, 3),
    "dislikes": _some(WISHES, 4),
    "goals": _some(["walk", "work", "sport", "lift", "sleep", "play", "independence"], 2),
    "stage": st.none() | st.integers(1, 5),
}
people = st.fixed_dictionaries(
    {
        "age": st.integers(10, 100),
        "answers": st.dictionaries(st.sampled_from(HEALTH_ITEMS), st.just("yes"), max_size=2),
    },
    optional=OPTIONAL,
)
approved = people.map(lambda told: {**told, "approvals": list(ALL)})


def _sessions(answer: Prescription, week: int = 1) -> list[Session]:
    assert answer.program is not None
    return [session for session in answer.program.sessions if session.week == week]


def _items(answer: Prescription) -> list[Item]:
    return [item for session in _sessions(answer) for item in session.items]


@settings(max_examples=300)
@given(told=approved)
def test_it_keeps_to_the_days_and_minutes_that_are_offered(told: Told) -> None:
    answer = prescribed(told)
    if answer.program is None:
        return
    days, minutes = told.get("days", ["mon", "wed", "fri"]), told.get("minutes", 20)
    assert isinstance(days, list)
    assert isinstance(minutes, int)
    for week in (1, 2):
        sessions = _sessions(answer, week)
        assert [session.day for session in sessions] == [day for day in DAYS if day in days]
        assert all(session.minutes <= minutes for session in sessions)
        assert all(bool(session.items) == (session.kind != "rest") == bool(session.minutes) for session in sessions)
        assert len(days) < 7 or any(session.kind == "rest" for session in sessions)
    assert answer.stage is not None
    assert answer.age_band is not None
    least, most = KNOWN.grading.age_bands[answer.age_band].weekly_minutes[answer.stage]
    offered = len(days) * minutes
    planned = answer.program.weekly.minutes_planned
    assert planned == sum(session.minutes for session in _sessions(answer))
    assert min(least, 0.6 * offered) <= planned <= min(most, offered)


@settings(max_examples=300)
@given(told=approved)
def test_every_session_has_its_shape(told: Told) -> None:
    answer = prescribed(told)
    if answer.program is None:
        return
    for session in answer.program.sessions:
        roles = [item.role for item in session.items]
        assert roles == sorted(roles, key=["warm_up", "main", "cool_down"].index)
        assert session.kind == "rest" or 1 <= roles.count("main") <= 4
        assert session.kind == "rest" or {"warm_up", "cool_down"} <= set(roles)
        assert len({item.exercise for item in session.items}) == len(session.items)
        assert sum((item.dose.minutes or 0) * item.dose.sets for item in session.items) <= session.minutes
    doses = {(item.exercise, item.role): item.dose for item in _items(answer)}
    assert all(item.dose == doses[item.exercise, item.role] for item in _items(answer))
    days = Counter(item.exercise for item in _items(answer))
    assert all(count <= LIBRARY.exercises[slug].dose.sessions_per_week[1] for slug, count in days.items())


@settings(max_examples=300)
@given(told=approved)
def test_what_is_offered_is_allowed_and_what_is_left_out_is_not_offered(told: Told) -> None:
    answer = prescribed(told)
    if answer.program is None:
        return
    allowed = {exercise.slug for exercise in pool_of(told).allowed}
    left_out = {excluded.exercise for excluded in answer.excluded}
    assert len(left_out) == len(answer.excluded)
    assert not allowed & left_out
    for item in _items(answer):
        assert {item.exercise} | {step for step in (item.easier, item.harder) if step} <= allowed
        assert answer.grade_cap is not None
        assert item.grade <= answer.grade_cap
        assert item.dose.effort_cr10[0] <= item.dose.effort_cr10[1]
        assert item.why


@settings(max_examples=300)
@given(told=approved)
def test_hard_strength_rests_two_days_and_aerobic_minutes_grow_slowly(told: Told) -> None:
    answer = prescribed(told)
    if answer.program is None:
        return
    week = {session.day: session for session in _sessions(answer)}
    for place, day in enumerate(DAYS):
        today, tomorrow = week.get(day), week.get(DAYS[(place + 1) % 7])
        if today and tomorrow:
            assert not _hard_regions(today) & _hard_regions(tomorrow)
            assert not (_runs(today) and _runs(tomorrow))
    minutes = answer.program.weekly.aerobic_minutes
    assert len(minutes) == len(answer.program.weekly.met_minutes) == 12
    assert all(after <= max(before * 1.1, before + 10) for before, after in pairwise(minutes))


@settings(max_examples=80)
@given(told=approved)
def test_balance_comes_on_as_many_days_as_age_and_falls_ask_for(told: Told) -> None:
    answer = prescribed(told)
    if answer.program is None or not any(exercise.group == "balance" for exercise in pool_of(told).allowed):
        return
    active = [session for session in _sessions(answer) if session.items]
    person = judge(told).person
    daily = any(KNOWN.flags[slug].balance_items for slug in person.flags)
    due = len(active) if daily else min(len(active), person.rules.balance_days[0])
    assert sum(any(item.group == "balance" for item in session.items) for session in active) >= due


def _hard_regions(session: Session) -> set[str]:
    regions = KNOWN.scheduling.rest_between.regions
    hard = [LIBRARY.exercises[item.exercise] for item in session.items if item.group == "strength" and item.grade >= 3]
    return {name for exercise in hard for name, subgroups in regions.items() if exercise.subgroup in subgroups}


def _runs(session: Session) -> bool:
    return any(LIBRARY.exercises[item.exercise].subgroup == "run" for item in session.items)


@settings(max_examples=200)
@given(told=people, given_by=st.lists(st.sampled_from(ALL), unique=True))
def test_needs_are_exactly_what_turns_it_into_a_plan(told: Told, given_by: list[Approval]) -> None:
    answer = prescribed(told, {"approvals": list(given_by)})
    if answer.outcome == "clinician_first" and not answer.needs:
        assert prescribed(told, {"approvals": list(ALL)}).outcome != "plan"
    if answer.needs:
        assert answer.outcome == "clinician_first"
        assert prescribed(told, {"approvals": [*given_by, *answer.needs]}).outcome == "plan"
        for one in answer.needs:
            fewer = [approval for approval in (*given_by, *answer.needs) if approval != one]
            assert prescribed(told, {"approvals": list(fewer)}).outcome != "plan"


@settings(max_examples=100)
@given(told=people)
def test_the_order_in_which_things_are_named_plays_no_part(told: Told) -> None:
    turned = {
        field: list(reversed(value)) if isinstance(value, list) and field != "conditions" else value
        for field, value in reversed(list(told.items()))
    }
    assert prescribed(told).model_dump_json() == prescribed(turned).model_dump_json()


@settings(max_examples=200)
@given(told=people, urgent=st.sampled_from(["RF01", "RF02", "RF03", "RF05", "RF09", "RF15", "RF17", "RF18", "RF19"]))
def test_nothing_but_advice_is_given_when_an_answer_is_an_emergency(told: Told, urgent: str) -> None:
    answer = prescribed(told, {"answers": {urgent: "unsure"}, "approvals": list(ALL)})
    assert (answer.outcome, answer.needs, answer.program, answer.limits) == ("emergency_now", (), None, None)
    assert answer.advice
    assert answer.reasons[0].rule == f"screening.{urgent}"


@pytest.mark.parametrize("outcome", [{}, {"answers": {"RF01": "yes"}}, {"answers": {"RF06": "yes"}}, {"age": 9}])
def test_every_outcome_has_advice_and_reasons_with_a_source(outcome: Told) -> None:
    answer = prescribed(outcome)
    assert answer.advice
    assert answer.reasons
    assert all(told.source and "{" not in told.because for told in answer.reasons)
    assert all(told.source and "{" not in told.text for told in answer.advice)
