"""What holds for every journal: order of arrival, corrections, withdrawals; never two steps, never a step too soon."""

import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.load import catalogue
from programs.engine.logs import CheckInBody, GoneBody, LogEntry, SessionBody, order
from programs.engine.matching import is_allowed
from programs.engine.plans import PlanState, Published, Slot
from programs.engine.progression.edits import bounds
from programs.engine.progression.fold import along
from programs.engine.progression.terms import AMOUNTS, strand_of, terms_of
from programs.engine.progression.today import offers_by
from programs.knowledge.load import knowledge
from programs.logs.reads import effective
from tests.engine.diaries import Entry, diaries, journal, long_diaries
from tests.engine.journey import day, folded, log_id, published, whole

PLANS = {"standard": published(), "cautious": published(age=66), "quota": published(
    conditions=["lbp-nonspecific-chronic"], leg_symptoms="none", irritability="low", onset_weeks=20
)}  # fmt: skip
NEW = published(onset_weeks=1, conditions=[], leg_symptoms="none")
plans = st.sampled_from(sorted(PLANS))  # by name: a plan printed whole would bury the example


def states(plan: Published, logs: tuple[LogEntry, ...]) -> Iterator[tuple[LogEntry, PlanState, PlanState]]:
    """Each log with the state before and after it."""
    ordered = sorted(logs, key=order)
    terms = terms_of(plan, knowledge=knowledge(), catalogue=catalogue())
    for log, (before, after) in zip(ordered, pairwise(along(ordered, terms=terms)), strict=True):
        yield log, before, after


def went_up(before: PlanState, after: PlanState) -> list[tuple[Slot, Slot]]:
    return [(was, now) for was, now in zip(before.slots, after.slots, strict=True) if len(now.undo) > len(was.undo)]


@settings(max_examples=60)
@given(name=plans, diary=diaries, seed=st.integers())
def test_any_order_of_arrival_gives_the_same_state(name: str, diary: list[Entry], seed: int) -> None:
    logs = journal(PLANS[name], diary)
    shuffled = random.Random(seed).sample(logs, k=len(logs))
    assert folded(PLANS[name], shuffled) == folded(PLANS[name], logs)


@settings(max_examples=60)
@given(name=plans, diary=diaries, data=st.data())
def test_a_withdrawn_log_was_never_there_but_a_safety_check_stays(
    name: str, diary: list[Entry], data: st.DataObject
) -> None:
    logs = journal(PLANS[name], diary)
    gone = data.draw(st.sampled_from(logs))
    withdrawal = LogEntry(id=log_id("gone", 0), kind="gone", occurred_at=logs[-1].occurred_at, body=GoneBody())
    kept = [log for log in logs if log.id != gone.id or log.kind == "screening"]
    journaled = [*((log, None) for log in logs), (withdrawal, gone.id)]
    data.draw(st.randoms()).shuffle(journaled)
    if says_spread(gone):
        assert is_no_less_stopped(folded(PLANS[name], effective(journaled)), folded(PLANS[name], kept))
        return
    assert folded(PLANS[name], effective(journaled)) == folded(PLANS[name], kept)


def says_spread(log: LogEntry) -> bool:
    """What such a session stops stays stopped, so it leaves a trace when it goes."""
    return isinstance(log.body, SessionBody) and log.body.spread == "peripheralised"


def is_no_less_stopped(now: PlanState, without: PlanState) -> bool:
    return now.stop is not None or without.stop is None


@settings(max_examples=60)
@given(name=plans, diary=diaries, data=st.data())
def test_a_corrected_log_was_always_so_but_a_safety_check_counts_beside_its_correction(
    name: str, diary: list[Entry], data: st.DataObject
) -> None:
    logs = journal(PLANS[name], diary)
    wrong = data.draw(st.sampled_from(logs))
    body = wrong.body
    if isinstance(body, CheckInBody):
        body = body.model_copy(update={"pain": data.draw(st.integers(0, 10))})
    elif isinstance(body, SessionBody):
        items = tuple(item.model_copy(update={"pain": data.draw(st.integers(0, 10))}) for item in body.items)
        body = body.model_copy(update={"items": items})
    right = wrong.model_copy(update={"id": log_id("correction", 0), "body": body})
    journaled = [*((log, None) for log in logs), (right, wrong.id)]
    data.draw(st.randoms()).shuffle(journaled)
    kept = [log for log in logs if log.id != wrong.id or log.kind == "screening"]
    assert folded(PLANS[name], effective(journaled)) == folded(PLANS[name], [*kept, right])


@settings(max_examples=60)
@given(name=plans, diary=diaries)
def test_it_raises_one_variable_of_one_exercise_in_each_strand_and_none_within_a_week(
    name: str, diary: list[Entry]
) -> None:
    terms = terms_of(PLANS[name], knowledge=knowledge(), catalogue=catalogue())
    for _, before, after in states(PLANS[name], journal(PLANS[name], diary)):
        raised = went_up(before, after)
        exercises = [catalogue().exercises[was.now.exercise] for was, _ in raised]
        assert all(count == 1 for count in Counter(strand_of(one, terms) for one in exercises).values())
        for was, now in raised:
            assert now.changed_on is not None
            assert was.changed_on is None or (now.changed_on - was.changed_on).days >= 7  # INV17
            assert is_one_step(was, now)


def is_one_step(was: Slot, now: Slot) -> bool:
    """Whether exactly one variable went up: the amount, a set (the amount starts again), the load, or the exercise."""
    if was.now.exercise != now.now.exercise:
        return was.now.load == 0 or now.now.load == 0
    amount = AMOUNTS[catalogue().exercises[was.now.exercise].dose.type]
    old, new = was.now.dose, now.now.dose
    more = getattr(new, amount) > getattr(old, amount)
    set_more = new.sets == old.sets + 1 and getattr(new, amount) <= getattr(old, amount)
    load_more = now.now.load == was.now.load + 1
    same = {field for field in ("sets", amount) if getattr(old, field) == getattr(new, field)}
    return [more and "sets" in same and not load_more, set_more, load_more and same == {"sets", amount}].count(
        True
    ) == 1


@settings(max_examples=60)
@given(name=plans, diary=diaries)
def test_nothing_goes_up_before_its_morning_or_after_a_session_that_was_not_good(name: str, diary: list[Entry]) -> None:
    logs = journal(PLANS[name], diary)
    for log, before, after in states(PLANS[name], logs):
        if not went_up(before, after):
            continue
        assert isinstance(log.body, CheckInBody)  # INV20
        assert len(before.waiting) >= 1
        session = next(one for one in logs if one.id == before.waiting[-1].log_id).body
        assert isinstance(session, SessionBody)
        asked = [(item.done / whole(item.asked), item.pain) for item in session.items]
        assert max(pain for _, pain in asked if pain is not None) <= 5  # INV21
        assert sum(min(1, share) for share, _ in asked) / len(asked) >= 0.9
        assert session.spread != "peripheralised"
        assert log.body.pain - before.waiting[-1].facts.baseline_morning <= 1


@settings(max_examples=60)
@given(name=plans, diary=diaries)
def test_what_a_day_offers_is_allowed_wanted_and_no_more_than_the_plan(name: str, diary: list[Entry]) -> None:
    terms = terms_of(PLANS[name], knowledge=knowledge(), catalogue=catalogue())
    logs = journal(PLANS[name], diary)
    state = folded(PLANS[name], logs)
    slots = {(slot.planned, slot.role): slot for slot in state.slots}
    for number in (0, 3, 7, 12, 20, 33):
        offer = offers_by(terms, state, on=day(number))
        assert not (offer.by_slot and state.stop)
        for key, step in offer.by_slot.items():
            exercise = catalogue().exercises[step.exercise]
            assert is_allowed(exercise, judge=terms.judges[state.stage])
            assert step.exercise not in state.not_for_me
            amount = AMOUNTS[exercise.dose.type]
            usual = slots[key]
            if step.exercise == usual.now.exercise:
                assert getattr(step.dose, amount) <= getattr(usual.now.dose, amount)
            else:
                assert exercise.grade <= catalogue().exercises[usual.now.exercise].grade


@settings(max_examples=40)
@given(name=st.sampled_from(["standard", "quota", "new"]), diary=long_diaries)
def test_a_stage_moves_by_one_and_up_at_most_once_a_week_with_every_dose_in_its_bounds(
    name: str, diary: list[Entry]
) -> None:
    plan = {**PLANS, "new": NEW}[name]
    terms = terms_of(plan, knowledge=knowledge(), catalogue=catalogue())
    went_up_on = None
    for _, before, after in states(plan, journal(plan, diary)):
        assert 1 <= after.stage <= 5
        if after.stage > before.stage:
            assert after.stage == before.stage + 1
            assert after.stop is None
            assert went_up_on is None or (after.stage_since - went_up_on).days >= 7
            went_up_on = after.stage_since
            assert after.changes[-1].action == "STAGE_UP"
        for slot in after.slots:
            exercise = catalogue().exercises[slot.now.exercise]
            if slot.left_out or after.stop:
                continue
            assert is_allowed(exercise, judge=terms.judge(after.stage, after.opened))
            for field, (_, most) in bounds(exercise, stage=after.stage, terms=terms).items():
                assert getattr(slot.now.dose, field) <= most


@settings(max_examples=60)
@given(name=plans, diary=diaries)
def test_a_stop_is_never_lifted_and_only_made_graver(name: str, diary: list[Entry]) -> None:
    order_of = ("clinician_first", "same_day", "emergency_now")
    for _, before, after in states(PLANS[name], journal(PLANS[name], diary)):
        if before.stop is not None:
            assert after.stop is not None
            assert order_of.index(after.stop.outcome) >= order_of.index(before.stop.outcome)
            assert not went_up(before, after)


@settings(max_examples=60)
@given(name=plans, diary=diaries)
def test_each_log_tells_at_most_one_change_and_every_change_has_its_reason(name: str, diary: list[Entry]) -> None:
    for log, before, after in states(PLANS[name], journal(PLANS[name], diary)):
        told = after.changes[len(before.changes) :]
        assert after.changes[: len(before.changes)] == before.changes
        for change in told:
            assert change.log_id == log.id
            assert change.because.endswith(".")
            assert change.source
        if before.slots != after.slots and any(
            was.now != now.now for was, now in zip(before.slots, after.slots, strict=True)
        ):
            assert told
            assert told[-1].diffs


@pytest.mark.long
@settings(max_examples=2000)
@given(name=plans, diary=diaries, seed=st.integers())
def test_any_order_of_arrival_gives_the_same_state_in_many_more_cases(name: str, diary: list[Entry], seed: int) -> None:
    logs = journal(PLANS[name], diary)
    assert folded(PLANS[name], random.Random(seed).sample(logs, k=len(logs))) == folded(PLANS[name], logs)
