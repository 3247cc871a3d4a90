"""What a clinician may change in a plan in use, case by case, and what holds for every edit among any logs."""

import random
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from exercises.load import catalogue
from programs.engine.care import Authored, Edit, GrowthLimits, ItemEdit
from programs.engine.contract import Dose
from programs.engine.grading.dose import start_dose
from programs.engine.logs import LogEntry, order
from programs.engine.matching import is_allowed
from programs.engine.plans import PlanState, Published
from programs.engine.progression.edits import bounds, edited, highest_stage
from programs.engine.progression.objections import objections
from programs.engine.progression.options import options
from programs.engine.progression.slots import key_of, with_slot
from programs.engine.progression.terms import Terms, terms_of
from programs.engine.progression.words import told
from programs.engine.scheduling.parts import seconds
from programs.knowledge.load import knowledge
from tests.engine.diaries import MAINS, Entry, diaries, journal
from tests.engine.journey import CLAM, TAPS, WALK, day, folded, fresh, good, log_id, published, screening, slot_of, wish

FILE = Path(__file__).parents[1] / "cases" / "care" / "edits.yaml"
Values = dict[str, str | int | bool]


class Case(BaseModel):
    """One case, as a clinician reads it."""

    model_config = ConfigDict(extra="forbid")

    name: str
    intake: Values = {}
    not_for_me: str | None = None
    before: dict[str, Values] = {}
    stage: int | None = None
    edit: dict[str, Values] = {}
    expect: dict[str, Values] = {}
    expect_stage: int | None = None
    forbids: str | None = None
    asks: str | None = None


class CaseFile(BaseModel):
    """The cases, and the places of the plan that they name."""

    model_config = ConfigDict(extra="forbid")

    places: dict[str, str]
    cases: tuple[Case, ...]


CASES = CaseFile.model_validate(yaml.safe_load(FILE.read_bytes()))


def terms(plan: Published) -> Terms:
    return terms_of(plan, knowledge=knowledge(), catalogue=catalogue())


def item(state: PlanState, plan: Published, planned: str, values: Values) -> ItemEdit:
    """A place as the case wants it; of a new exercise the start dose where the case says no other."""
    is_known = any(one.planned == planned for one in state.slots)
    slot = slot_of(state, planned) if is_known else state.slots[0]
    if values.get("removed"):
        return ItemEdit(planned=planned, role=slot.role, removed=True)
    slug = str(values.get("exercise", slot.now.exercise))
    dose = slot.now.dose
    if slug != slot.now.exercise and slug in catalogue().exercises:
        who = terms(plan).judges[state.stage].person
        dose = start_dose(catalogue().exercises[slug], person=who, knowledge=knowledge())
    numbers = {field: value for field, value in values.items() if field != "exercise"}
    held = {field: numbers.pop(field) for field in GrowthLimits.model_fields if field in numbers}
    limits = GrowthLimits.model_validate({"exercise": slug, **held}) if held else None
    dose = dose.model_copy(update=numbers)
    return ItemEdit(planned=planned, role=slot.role, exercise=slug, dose=dose, limits=limits)


@pytest.mark.parametrize("case", CASES.cases, ids=lambda case: case.name)
def test_it_allows_and_refuses_as_the_case_says(case: Case) -> None:
    plan = published(**case.intake)
    state = folded(plan, [wish(0, case.not_for_me)] if case.not_for_me else [])
    earlier = Edit(items=_items_of(case.before, state, plan))
    state = edited(state, earlier, on=day(0), terms=terms(plan))
    edit = Edit(items=_items_of(case.edit, state, plan), stage=case.stage)
    found = objections(state, edit, on=day(1), terms=terms(plan))
    assert {one.rule for one in found if one.forbids} == ({case.forbids} if case.forbids else set())
    assert {one.rule for one in found if one.needs_reason} == ({case.asks} if case.asks else set())
    assert all(one.because.endswith(".") and "{" not in one.because and one.source for one in found)
    after = edited(state, edit, on=day(1), terms=terms(plan))
    for place, values in case.expect.items():
        slot = slot_of(after, CASES.places[place])
        stands = slot.now.dose.model_dump() | {"exercise": slot.now.exercise, "left_out": slot.left_out}
        assert stands | values == stands
    assert case.expect_stage in (None, after.stage)


def _items_of(places: dict[str, Values], state: PlanState, plan: Published) -> tuple[ItemEdit, ...]:
    return tuple(item(state, plan, CASES.places[place], values) for place, values in places.items())


PLANS = {"standard": published(), "cautious": published(age=66), "capped": published(pain_worst_24h=8)}
plans = st.sampled_from(sorted(PLANS))
SLUGS = sorted(catalogue().exercises)
START, TERMS = fresh(PLANS["standard"]), terms(PLANS["standard"])
KIN = sorted(
    {one.exercise.slug for slug in MAINS for one in options(slot_of(START, slug), START, stage=2, terms=TERMS)}
)
numbers = st.one_of(st.none(), st.integers(0, 200))
doses = st.builds(
    Dose, sets=st.integers(0, 9), reps=numbers, hold_s=numbers, minutes=numbers, distance_m=numbers,
    side=st.just("both"), effort_cr10=st.just((9, 10)),
)  # fmt: skip
items = st.one_of(
    st.builds(ItemEdit, planned=st.sampled_from(MAINS), role=st.just("main"), removed=st.just(True)),
    st.builds(
        ItemEdit, planned=st.sampled_from(MAINS), role=st.just("main"), dose=doses,
        exercise=st.one_of(st.sampled_from(MAINS), st.sampled_from(KIN), st.sampled_from(SLUGS)),
    ),
)  # fmt: skip
any_edit = st.builds(
    Edit,
    items=st.lists(items, max_size=3, unique_by=lambda one: one.planned).map(tuple),
    stage=st.one_of(st.none(), st.integers(1, 5)),
)
any_edits = st.lists(st.tuples(st.integers(0, 12), any_edit), min_size=1, max_size=3, unique_by=lambda one: one[0])


def entry(number: int, edit: Edit | None) -> Authored:
    """An edit at noon of a day."""
    at = datetime.combine(day(number), time(12, 30, tzinfo=UTC))
    return Authored(id=log_id("edit", number), occurred_at=at, on=day(number), by="Dana", words="", edit=edit)


def with_edits(plan: Published, edits: list[tuple[int, Edit]]) -> Published:
    return plan.model_copy(update={"authored": tuple(entry(number, edit) for number, edit in edits)})


def until(plan: Published, logs: tuple[LogEntry, ...], last: Authored, *, with_last: bool) -> PlanState:
    """The state just before an edit, or just after it."""
    authored = [one for one in plan.authored if order(one) < order(last)] + [last] * with_last
    earlier = plan.model_copy(update={"authored": tuple(authored)})
    return folded(earlier, [log for log in logs if order(log) < order(last)])


@settings(max_examples=60)
@given(name=plans, diary=diaries, edits=any_edits, seed=st.integers())
def test_any_order_of_arrival_gives_the_same_state_with_edits_among_the_logs(
    name: str, diary: list[Entry], edits: list[tuple[int, Edit]], seed: int
) -> None:
    plan, mixed = with_edits(PLANS[name], edits), random.Random(seed)
    logs = journal(plan, diary)
    shuffled = plan.model_copy(update={"authored": tuple(mixed.sample(plan.authored, k=len(plan.authored)))})
    assert folded(shuffled, mixed.sample(logs, k=len(logs))) == folded(plan, logs)


@settings(max_examples=60)
@given(name=plans, diary=diaries, edits=any_edits)
def test_an_edit_never_lifts_a_stop_and_forgets_nothing(
    name: str, diary: list[Entry], edits: list[tuple[int, Edit]]
) -> None:
    plan = with_edits(PLANS[name], edits)
    logs = journal(plan, [*diary, (1, "screening", {"RF06": "yes"})])
    for one in plan.authored:
        before, after = (until(plan, logs, one, with_last=last) for last in (False, True))
        kept = {
            "stop", "needs_rescreen", "reviews", "flares_on", "eased_on", "mornings", "rest_until", "not_for_me",
            "way_back", "last_session_on", "done", "successes", "regressions_on", "last_pain", "last_peripheralised",
        }  # fmt: skip
        assert after.model_dump(include=kept) == before.model_dump(include=kept)
        assert [one.log_id for one in after.waiting] == [one.log_id for one in before.waiting]
    assert folded(plan, logs).stop is not None


@settings(max_examples=60)
@given(name=plans, diary=diaries, edits=any_edits)
def test_what_stands_after_an_edit_is_allowed_wanted_and_within_its_bounds(
    name: str, diary: list[Entry], edits: list[tuple[int, Edit]]
) -> None:
    plan = with_edits(PLANS[name], edits)
    logs, all_terms = journal(plan, diary), terms(plan)
    for one in plan.authored:
        before, after = (until(plan, logs, one, with_last=last) for last in (False, True))
        assert after.stage <= max(before.stage, highest_stage(all_terms))
        for was, now in zip(before.slots, after.slots, strict=True):
            if was == now or now.left_out:
                continue
            exercise = catalogue().exercises[now.now.exercise]
            assert is_allowed(exercise, judge=all_terms.judges[after.stage])
            assert now.now.exercise not in after.not_for_me
            for field, (least, most) in bounds(exercise, stage=after.stage, terms=all_terms).items():
                assert least <= getattr(now.now.dose, field) <= most
            assert now.now.dose.effort_cr10[1] <= 7


@settings(max_examples=60)
@given(name=plans, diary=diaries, edits=any_edits)
def test_only_what_an_edit_names_is_counted_anew(name: str, diary: list[Entry], edits: list[tuple[int, Edit]]) -> None:
    plan = with_edits(PLANS[name], edits)
    logs = journal(plan, diary)
    for one in plan.authored:
        before, after = (until(plan, logs, one, with_last=last) for last in (False, True))
        assert one.edit is not None
        named = {(item.planned, item.role) for item in one.edit.items}
        for was, now in zip(before.slots, after.slots, strict=True):
            if was != now:
                assert (now.successes, now.undo) == (0, ()) or key_of(now) not in named
            if key_of(now) not in named:
                assert now.successes == was.successes
            elif was.now != now.now:
                assert all(key_of(now) not in waiting.clean for waiting in after.waiting)


def reps(planned: str, count: int) -> Edit:
    slot = slot_of(fresh(published()), planned)
    dose = slot.now.dose.model_copy(update={"reps": count})
    return Edit(items=(ItemEdit(planned=planned, role="main", exercise=planned, dose=dose),))


def test_a_good_session_before_an_edit_does_not_count_for_what_was_edited() -> None:
    logs = good(published(), [0])
    at = datetime.combine(day(1), time(6, tzinfo=UTC))  # after the session, before the morning
    plan = published().model_copy(
        update={"authored": (entry(1, reps(CLAM, 10)).model_copy(update={"occurred_at": at}),)}
    )
    state = folded(plan, logs)
    assert slot_of(state, CLAM).successes == 0
    assert slot_of(state, TAPS).successes == 1


def test_a_late_warning_sign_stops_the_plan_and_the_edit_after_it_counts_for_nothing() -> None:
    plan = with_edits(published(), [(2, reps(CLAM, 10))])
    state = folded(plan, [screening(1, {"RF06": "yes"})])
    assert state.stop is not None
    assert [change.action for change in state.changes] == ["STOP_SEEK_CARE_SAME_DAY"]


def test_a_pause_stays_with_its_exercise() -> None:
    plan = published()
    paused = folded(plan, ()).model_copy()
    slot = slot_of(paused, CLAM).model_copy(update={"paused_until": day(9)})
    slots = tuple(slot if one.planned == CLAM else one for one in paused.slots)
    state = paused.model_copy(update={"slots": slots})
    assert slot_of(edited(state, reps(CLAM, 10), on=day(1), terms=terms(plan)), CLAM).paused_until == day(9)
    swap = Edit(items=(item(state, plan, CLAM, {"exercise": "st-adductor-squeeze"}),))
    assert slot_of(edited(state, swap, on=day(1), terms=terms(plan)), CLAM).paused_until is None


def test_what_is_not_for_me_is_not_brought_back_by_an_edit_when_the_wish_comes_late() -> None:
    edit = Edit(items=(item(fresh(published()), published(), CLAM, {"exercise": "st-adductor-squeeze"}),))
    state = folded(with_edits(published(), [(2, edit)]), [wish(1, "st-adductor-squeeze")])
    assert slot_of(state, CLAM).now.exercise not in ("st-adductor-squeeze",)


def test_a_change_says_what_is_different_and_who_did_it() -> None:
    change = folded(with_edits(published(), [(1, reps(CLAM, 10))]), ()).changes[0]
    assert (change.by, change.on, change.rule) == ("Dana", day(1), "progression.edit")
    assert change.because == "Clam: 10 repetitions instead of 8."
    left = Edit(items=(ItemEdit(planned=CLAM, role="main", removed=True),), stage=1)
    change = folded(with_edits(published(), [(1, left)]), ()).changes[0]
    assert "Your plan is at stage 1 now." in change.because
    assert "Clam is left out." in change.because


def test_what_is_offered_for_a_place_may_stand_there_and_takes_no_more_time() -> None:
    for plan in PLANS.values():
        state, all_terms = fresh(plan), terms(plan)
        for slot in state.slots:
            found = options(slot, state, stage=state.stage, terms=all_terms)
            assert len(found) <= 12
            assert len({one.exercise.slug for one in found}) == len(found)
            for one in found:
                assert one.against is not None or is_allowed(one.exercise, judge=all_terms.judges[state.stage])
            edit_walk = slot.planned != WALK
            assert edit_walk or {"easier", "harder"} <= {one.relation for one in found}
            timing = knowledge().scheduling.timing
            assert all(one.dose.sets >= 1 and seconds(one.dose, timing=timing) > 0 for one in found)


def test_an_edit_goes_no_higher_than_the_answers_allow() -> None:
    plan = PLANS["capped"]
    assert edited(fresh(plan), Edit(stage=5), on=day(1), terms=terms(plan)).stage == 1


def test_an_edit_never_brings_in_what_matching_forbids() -> None:
    plan = published()
    wanted = item(fresh(plan), plan, CLAM, {"exercise": "st-clamshell-band"})
    after = edited(fresh(plan), Edit(items=(wanted,)), on=day(1), terms=terms(plan))
    assert slot_of(after, CLAM).now.exercise != "st-clamshell-band"


def test_an_edit_asks_for_no_more_than_the_exercise_may_grow_to() -> None:
    plan = published()
    wanted = item(fresh(plan), plan, CLAM, {"sets": 9, "reps": 200})
    dose = slot_of(edited(fresh(plan), Edit(items=(wanted,)), on=day(1), terms=terms(plan)), CLAM).now.dose
    assert (dose.sets, dose.reps) == (3, 15)


def test_a_place_is_not_offered_again_with_what_another_place_does_by_now() -> None:
    plan = published()
    begun = fresh(plan)
    held = slot_of(begun, TAPS)
    left = slot_of(begun, CLAM).model_copy(update={"now": held.now, "left_out": True})
    state = begun.model_copy(update={"slots": tuple(left if one.planned == CLAM else one for one in begun.slots)})
    back = Edit(items=(ItemEdit(planned=CLAM, role="main", exercise=held.now.exercise, dose=held.now.dose),))
    assert "progression.edit_twice" in {one.rule for one in objections(state, back, on=day(1), terms=terms(plan))}
    assert slot_of(edited(state, back, on=day(1), terms=terms(plan)), CLAM).left_out


def test_a_dose_that_differs_in_effort_alone_is_no_change_to_tell() -> None:
    before = fresh(published())
    slot = before.slots[0]
    dose = slot.now.dose.model_copy(update={"effort_cr10": (1, 2)})
    assert dose != slot.now.dose
    after = with_slot(before, slot.model_copy(update={"now": slot.now.model_copy(update={"dose": dose})}))
    terms = terms_of(published(), knowledge=knowledge(), catalogue=catalogue())
    assert told(before, after, on=day(0), terms=terms) == []
