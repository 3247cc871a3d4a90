"""What a clinician lets a plan do by itself: limits of an exercise, and whether steps up come, wait or don't."""

import random
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.load import catalogue
from programs.engine.care import Authored, Edit, GrowthLimits, Handed, HeldLimits, ItemEdit, ProposalAnswer
from programs.engine.contract import Role
from programs.engine.plans import PlanState, Published
from programs.engine.progression.edits import trimmed
from programs.engine.progression.objections import objections
from programs.engine.progression.steps import place_at, step_up
from programs.engine.progression.terms import amount_of, terms_of
from programs.knowledge.load import knowledge
from tests.engine.diaries import MAINS, Entry, diaries, journal
from tests.engine.journey import (
    CLAM,
    SLIDER,
    TAPS,
    WALK,
    day,
    folded,
    fresh,
    good,
    last,
    log_id,
    morning,
    published,
    session,
    slot_of,
)  # fmt: skip

GOOD_DAYS = (0, 2)


def limited(planned: str, **limits: int | bool | None) -> ItemEdit:
    """The exercise of a place as it is, with limits of its own."""
    now = slot_of(fresh(published()), planned).now
    held = GrowthLimits(exercise=now.exercise, **limits)
    return ItemEdit(planned=planned, role="main", exercise=now.exercise, dose=now.dose, limits=held)


def with_edit(edit: Edit, number: int = 0, plan: Published | None = None) -> Published:
    """The plan with one more edit, early on a day."""
    plan = plan or published()
    at = datetime.combine(day(number), time(5, tzinfo=UTC))
    entry = Authored(id=log_id("edit", number), occurred_at=at, on=day(number), by="Dana", words="", edit=edit)
    return plan.model_copy(update={"authored": (*plan.authored, entry)})


def reps_of(state: PlanState, planned: str) -> int | None:
    return slot_of(state, planned).now.dose.reps


ONLY = tuple(limited(slug, frozen=True) for slug in (SLIDER, TAPS, WALK))
"""All but the clam stand still, so that it is the one to go up."""


def after_good(clam: ItemEdit) -> PlanState:
    plan = with_edit(Edit(items=(*ONLY, clam)))
    return folded(plan, good(plan, GOOD_DAYS))


def test_without_limits_the_step_is_the_catalogues() -> None:
    assert reps_of(after_good(limited(CLAM)), CLAM) == 10


def test_a_step_is_no_larger_than_a_clinician_lets_it_be() -> None:
    assert reps_of(after_good(limited(CLAM, step=1)), CLAM) == 9


@pytest.mark.parametrize(("ceiling", "reps"), [(8, 8), (9, 9), (10, 10), (12, 10)])
def test_it_grows_to_the_ceiling_and_no_further(ceiling: int, reps: int) -> None:
    assert reps_of(after_good(limited(CLAM, ceiling=ceiling)), CLAM) == reps


def test_at_the_ceiling_no_set_and_no_harder_exercise_comes_and_it_says_why() -> None:
    state = after_good(limited(CLAM, ceiling=8))
    assert slot_of(state, CLAM).now == slot_of(fresh(published()), CLAM).now
    assert (last(state).action, last(state).rule) == ("HOLD", "progression.capped_by_clinician")


def test_what_is_frozen_steps_back_all_the_same() -> None:
    plan = with_edit(Edit(items=(limited(CLAM, frozen=True),)))
    state = folded(plan, [session(plan, (), 0, pain=6, hurt=(CLAM,))])
    assert slot_of(state, CLAM).now != slot_of(fresh(plan), CLAM).now or slot_of(state, CLAM).paused_until is not None


def test_below_its_floor_an_exercise_gives_way_and_is_never_made_harder() -> None:
    plan = with_edit(Edit(items=(limited(WALK, floor=10),)))
    walk = slot_of(fresh(plan), WALK).now
    assert walk.dose.minutes == 10
    logs = (session(plan, (), 0, pain=2), morning(1, 5))  # two worse in the morning, with nothing marked
    state = folded(plan, logs)
    now = slot_of(state, WALK)
    assert now.now.exercise != walk.exercise or now.paused_until is not None
    assert catalogue().exercises[now.now.exercise].grade <= catalogue().exercises[walk.exercise].grade


def asked_first() -> tuple[Published, PlanState]:
    plan = with_edit(Edit(items=ONLY, progression="ask_first"))
    return plan, folded(plan, good(plan, GOOD_DAYS))


def test_asked_first_a_step_waits_and_the_person_reads_so() -> None:
    plan, state = asked_first()
    assert slot_of(state, CLAM).now == slot_of(fresh(plan), CLAM).now
    (proposed,) = state.proposed
    assert (proposed.planned, proposed.before.dose.reps, proposed.after.dose.reps) == (CLAM, 8, 10)
    assert (last(state).action, last(state).rule) == ("HOLD", "progression.asks_clinician")
    assert [one.rule for one in state.reviews] == ["care.proposal"]


@pytest.mark.parametrize(("accepted", "reps"), [(True, 10), (False, 8)])
def test_a_clinicians_answer_takes_or_leaves_the_step(accepted: bool, reps: int) -> None:
    plan, before = asked_first()
    edit = Edit(answers=(ProposalAnswer(planned=CLAM, role="main", accepted=accepted),))
    terms = terms_of(plan, knowledge=knowledge(), catalogue=catalogue())
    assert trimmed(edit, before, on=day(3), terms=terms) == edit
    plan = with_edit(edit, 4, plan)
    state = folded(plan, good(plan, GOOD_DAYS))
    assert (reps_of(state, CLAM), state.proposed) == (reps, ())


def test_a_step_back_takes_what_waits_away_and_a_late_answer_counts_for_nothing() -> None:
    plan, _ = asked_first()
    logs = good(plan, GOOD_DAYS)
    worse = (*logs, session(plan, logs, 4, pain=6, hurt=(TAPS,)))
    assert folded(plan, worse).proposed == ()
    edit = Edit(answers=(ProposalAnswer(planned=CLAM, role="main", accepted=True),))
    assert reps_of(folded(with_edit(edit, 6, plan), worse), CLAM) == 8


def test_other_limits_take_what_waits_in_their_place_away() -> None:
    plan, _ = asked_first()
    plan = with_edit(Edit(items=(limited(CLAM, frozen=True),)), 4, plan)
    assert folded(plan, good(plan, GOOD_DAYS)).proposed == ()


@pytest.mark.parametrize(("number", "reps"), [(10, 10), (11, 8)])
def test_what_waits_is_gone_after_days_away_that_need_a_way_back(number: int, reps: int) -> None:
    plan, _ = asked_first()
    logs = good(plan, GOOD_DAYS)
    logs = (*logs, session(plan, logs, number))
    edit = Edit(answers=(ProposalAnswer(planned=CLAM, role="main", accepted=True),))
    assert reps_of(folded(with_edit(edit, number + 1, plan), logs), CLAM) == reps


def test_kept_as_it_is_nothing_goes_up() -> None:
    plan = with_edit(Edit(progression="held"))
    state = folded(plan, good(plan, (0, 2, 4, 7)))
    assert [slot.now for slot in state.slots] == [slot.now for slot in fresh(plan).slots]
    assert "progression.held_by_clinician" in {change.rule for change in state.changes}
    assert state.proposed == ()


@pytest.mark.parametrize(
    "limits",
    [{"ceiling": 16}, {"ceiling": 7}, {"floor": 9}, {"floor": 2}, {"step": 3}, {"floor": 8, "ceiling": 20}],
)
def test_limits_outside_what_the_exercise_may_do_are_not_published(limits: dict[str, int]) -> None:
    plan = published()
    terms = terms_of(plan, knowledge=knowledge(), catalogue=catalogue())
    found = objections(fresh(plan), Edit(items=(limited(CLAM, **limits),)), on=day(0), terms=terms)
    assert [(one.rule, one.forbids) for one in found] == [("progression.edit_limits_unfit", True)]


@pytest.mark.parametrize("limits", [{"ceiling": 15}, {"ceiling": 8}, {"floor": 8}, {"floor": 3}, {"step": 2}])
def test_limits_at_the_edge_are(limits: dict[str, int]) -> None:
    plan = published()
    terms = terms_of(plan, knowledge=knowledge(), catalogue=catalogue())
    assert objections(fresh(plan), Edit(items=(limited(CLAM, **limits),)), on=day(0), terms=terms) == ()


@pytest.mark.parametrize(("reps", "refused"), [(9, set()), (10, {"progression.edit_limits_unfit"})])
def test_a_new_dose_keeps_to_limits_that_stand(reps: int, refused: set[str]) -> None:
    plan = with_edit(Edit(items=(limited(CLAM, ceiling=9),)))
    terms = terms_of(plan, knowledge=knowledge(), catalogue=catalogue())
    item = limited(CLAM).model_copy(update={"limits": None})
    assert item.dose is not None
    item = item.model_copy(update={"dose": item.dose.model_copy(update={"reps": reps})})
    found = objections(folded(plan, ()), Edit(items=(item,)), on=day(1), terms=terms)
    assert {one.rule for one in found if one.forbids} == refused


any_limits = st.builds(
    limited,
    st.sampled_from(MAINS),
    floor=st.none() | st.integers(1, 8),
    ceiling=st.none() | st.integers(8, 20),
    step=st.none() | st.integers(1, 3),
    frozen=st.booleans(),
)
any_edit = st.builds(
    Edit,
    items=st.lists(any_limits, max_size=4, unique_by=lambda one: one.planned).map(tuple),
    progression=st.sampled_from([None, "automatic", "ask_first", "held"]),
    answers=st.lists(
        st.builds(ProposalAnswer, planned=st.sampled_from(MAINS), role=st.just("main"), accepted=st.booleans()),
        max_size=4,
        unique_by=lambda one: one.planned,
    ).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(diary=diaries, edits=st.lists(any_edit, min_size=1, max_size=3), seed=st.integers())
def test_any_order_of_arrival_gives_the_same_state_whatever_is_limited(
    diary: list[Entry], edits: list[Edit], seed: int
) -> None:
    plan, mixed = published(), random.Random(seed)
    for number, edit in enumerate(edits):
        plan = with_edit(edit, 3 * number, plan)
    logs = journal(plan, diary)
    shuffled = plan.model_copy(update={"authored": tuple(mixed.sample(plan.authored, k=len(plan.authored)))})
    assert folded(shuffled, mixed.sample(logs, k=len(logs))) == folded(plan, logs)


@settings(max_examples=60, deadline=None)
@given(diary=diaries, edit=any_edit)
def test_nothing_goes_up_that_would_not_without_limits_and_safety_acts_the_same(diary: list[Entry], edit: Edit) -> None:
    free = published()
    plan = with_edit(edit.model_copy(update={"answers": ()}))
    logs = journal(plan, diary)
    state, unheld = folded(plan, logs), folded(free, logs)
    assert (state.stop, state.flares_on, state.needs_rescreen) == (
        unheld.stop, unheld.flares_on, unheld.needs_rescreen,
    )  # fmt: skip
    for slot in state.slots:
        if slot.limits is not None and slot.limits.exercise == slot.now.exercise and slot.limits.ceiling is not None:
            begun = slot_of(fresh(plan), slot.planned).now.dose
            amount = amount_of(catalogue().exercises[slot.now.exercise])
            value = getattr(slot.now.dose, amount)
            assert value <= max(slot.limits.ceiling, getattr(begun, amount) or 0)
    raised = {change.on for change in state.changes if change.action in ("PROGRESS_ONE_VARIABLE", "STAGE_UP")}
    assert not (raised and state.progression in ("ask_first", "held") and edit.progression == state.progression)


def test_in_a_place_with_an_end_another_exercise_gets_no_set_and_nothing_harder_but_the_one_it_was_set_for() -> None:
    plan = published()
    terms = terms_of(plan, knowledge=knowledge(), catalogue=catalogue())
    state = fresh(plan)
    taps = slot_of(state, TAPS)
    easier = catalogue().exercises[catalogue().exercises[TAPS].regression or ""]
    top = taps.now.dose.model_copy(update={"reps": easier.dose.max.reps, "sets": easier.dose.max.sets})
    at_most = taps.model_copy(
        update={"now": taps.now.model_copy(update={"exercise": easier.slug, "dose": top, "load": 2})}
    )
    place = place_at(state.model_copy(update={"slots": (at_most,)}), on=day(30), terms=terms)
    place = replace(place, taken=frozenset({easier.slug}))
    set_for = at_most.model_copy(update={"limits": GrowthLimits(exercise=TAPS, ceiling=8)})
    other = at_most.model_copy(update={"limits": GrowthLimits(exercise=CLAM, ceiling=8)})
    assert (back := step_up(set_for, place=place)) is not None
    assert back.now.exercise == TAPS
    assert step_up(other, place=place) is None
    assert step_up(at_most, place=place) is not None


def handed(limits: GrowthLimits, planned: str, role: Role = "main") -> PlanState:
    """How a plan begins after one with these limits in this place."""
    held = Handed(limits=(HeldLimits(planned=planned, role=role, limits=limits),))
    return fresh(published().model_copy(update={"handed": held}))


def test_a_new_plan_keeps_what_holds_an_exercise_back_and_begins_no_higher() -> None:
    state = handed(GrowthLimits(exercise=CLAM, floor=3, ceiling=5, step=1), CLAM)
    assert slot_of(state, CLAM).limits == GrowthLimits(exercise=CLAM, ceiling=5, step=1)
    assert reps_of(fresh(published()), CLAM) == 8
    assert reps_of(state, CLAM) == 5


def test_limits_follow_their_exercise_into_another_place_and_else_stay_in_their_own() -> None:
    moved = handed(GrowthLimits(exercise=CLAM, frozen=True), "st-bird-dog")
    assert slot_of(moved, CLAM).limits == GrowthLimits(exercise=CLAM, frozen=True)
    stayed = handed(GrowthLimits(exercise="st-bird-dog", frozen=True), CLAM)
    assert slot_of(stayed, CLAM).limits == GrowthLimits(exercise="st-bird-dog", frozen=True)


def test_limits_that_find_no_place_ask_for_a_clinician_and_a_floor_alone_does_not() -> None:
    lost = handed(GrowthLimits(exercise="st-bird-dog", frozen=True), "st-bird-dog")
    assert [one.rule for one in lost.reviews] == ["care.limits_ended"]
    assert not handed(GrowthLimits(exercise="st-bird-dog", floor=3), "st-bird-dog").reviews
    elsewhere = handed(GrowthLimits(exercise=CLAM, frozen=True), CLAM, role="warm_up")
    assert slot_of(elsewhere, CLAM).limits is None
