"""Moves of the stage: what logs must prove to go up, both sides of each number, and a stage that lasts too long."""

from collections.abc import Iterable
from datetime import timedelta
from functools import cache

import pytest

from exercises.load import catalogue
from programs.engine.contract import Dose
from programs.engine.logs import DoneItem, LogEntry, MeasureBody, SessionBody
from programs.engine.matching import is_allowed
from programs.engine.plans import PlanState, Published, Step, Waiting
from programs.engine.progression.refit import refitted
from programs.engine.progression.stages import may_leave
from programs.engine.progression.terms import may_do, strand_of, terms_of
from programs.knowledge.load import knowledge
from tests.engine.journey import (
    CLAM,
    SLIDER,
    TAPS,
    WALK,
    day,
    folded,
    fresh,
    last,
    log_id,
    morning,
    published,
    session,
    slot_of,
)

TWO = published()
FRESH_INJURY = {"onset_weeks": 1, "conditions": [], "leg_symptoms": "none", "pain_worst_24h": 5}
ONE = published(**FRESH_INJURY)
EVERY_OTHER = (0, 2, 4, 7, 9, 11, 14)


def also(log: LogEntry, slug: str, *, reps: int | None = None, minutes: int | None = None, pain: int = 2) -> LogEntry:
    """The session with one more exercise in it, done in full."""
    assert isinstance(log.body, SessionBody)
    dose = Dose(sets=1, reps=reps, minutes=minutes, side="both", effort_cr10=(2, 4))
    more = DoneItem(exercise=slug, asked=dose, done=minutes or 1, effort="about_right", pain=pain)
    return log.model_copy(update={"body": log.body.model_copy(update={"items": (*log.body.items, more)})})


def weeks(
    plan: Published, numbers: Iterable[int], *, pain: int = 2, stands: int = 5, skipped: Iterable[int] = ()
) -> tuple[LogEntry, ...]:
    """Sessions that were good, with some sit to stands in the last one, each with a usual morning."""
    logs: tuple[LogEntry, ...] = ()
    listed = [number for number in numbers if number not in set(skipped)]
    for number in listed:
        log = session(plan, logs, number, pain=pain)
        log = also(log, "st-sit-to-stand", reps=stands, pain=pain) if number == listed[-1] else log
        logs = (*logs, log, morning(number + 1, 3))
    return logs


def walking(log: LogEntry, minutes: int) -> LogEntry:
    """The session with its walk so many minutes long."""
    assert isinstance(log.body, SessionBody)
    items = tuple(
        item.model_copy(update={"done": minutes}) if item.exercise == WALK else item for item in log.body.items
    )
    return log.model_copy(update={"body": log.body.model_copy(update={"items": items})})


def calm(plan: Published, *, walk: int = 10, pains: tuple[int, int, int, int] = (3, 3, 3, 3)) -> tuple[LogEntry, ...]:
    """Two sessions in the second week of a new pain, each with a walk: four days on which pain is told."""
    first, after, second, next_day = pains
    logs: tuple[LogEntry, ...] = (walking(session(plan, (), 7, pain=first), walk), morning(8, after))
    return (*logs, walking(session(plan, logs, 9, pain=second), walk), morning(10, next_day))


@cache
def up_from_two() -> PlanState:
    return folded(TWO, weeks(TWO, EVERY_OTHER))


def test_a_plan_knows_since_when_it_is_at_its_stage() -> None:
    assert (fresh(TWO).stage, fresh(TWO).stage_since) == (2, day(0))


def test_two_full_weeks_with_little_pain_and_five_stands_lead_up() -> None:
    state = up_from_two()
    assert (state.stage, state.stage_since, state.stage_up_on) == (3, day(15), day(15))
    assert (last(state).action, last(state).rule) == ("STAGE_UP", "progression.stage_up")
    assert last(state).diffs[0].model_dump() == {"exercise": "", "field": "stage", "before": "2", "after": "3"}
    assert last(state).because.startswith("You met all that stage 2 asks for. Your plan goes up to stage 3.")


def test_on_the_way_up_at_most_one_exercise_of_each_strand_gives_way_to_a_first_choice_of_the_new_stage() -> None:
    before, after = folded(TWO, weeks(TWO, EVERY_OTHER)[:-1]), up_from_two()
    terms = terms_of(TWO, knowledge=knowledge(), catalogue=catalogue())
    changed = [(was, now) for was, now in zip(before.slots, after.slots, strict=True) if was.now != now.now]
    strands = [strand_of(catalogue().exercises[was.now.exercise], terms) for was, _ in changed]
    assert changed
    assert len(strands) == len(set(strands))
    first_choices = knowledge().conditions["sciatica"].starter_sets_by_stage[3]
    for was, now in changed:
        old, new = (catalogue().exercises[one.now.exercise] for one in (was, now))
        assert new.slug in first_choices
        assert (new.group, now.undo[-1], now.changed_on) == (old.group, was.now, day(14))
        assert 0 <= new.grade - old.grade < 2
        assert is_allowed(new, judge=terms.judges[3])


def test_a_bad_session_keeps_the_stage_even_when_a_good_one_before_it_is_decided_later() -> None:  # INV21
    logs = weeks(TWO, EVERY_OTHER)[:-1]  # the morning after the last one is not told
    bad = session(TWO, logs, 15, pain=6, spread="peripheralised", spread_minutes=5)
    state = folded(TWO, (*logs, bad, morning(16, 3)))
    assert (state.stage, state.stage_up_on) == (2, None)
    good = session(TWO, logs, 15)
    assert folded(TWO, (*logs, good, morning(16, 3))).stage == 3


def test_on_the_way_down_nothing_stands_in_that_the_lower_stage_does_not_allow() -> None:  # INV04
    terms = terms_of(TWO, knowledge=knowledge(), catalogue=catalogue())
    only_higher = [
        Step(exercise=one.slug, dose=Dose(sets=1, reps=5, side="both", effort_cr10=(2, 3)))
        for one in catalogue().exercises.values()
        if is_allowed(one, judge=terms.judges[2]) and not is_allowed(one, judge=terms.judges[1])
    ]
    first, *others = fresh(TWO).slots
    for now in (only_higher[0], first.now):
        resting = first.model_copy(update={"now": now, "stand_in": only_higher[1], "paused_until": day(7)})
        lower = refitted(fresh(TWO).model_copy(update={"stage": 1, "slots": (resting, *others)}), terms=terms)
        assert lower.slots[0].stand_in is None
        assert may_do(lower.slots[0].now.exercise, stage=1, terms=terms, not_for_me=())


@pytest.mark.parametrize(
    ("why", "logs"),
    [
        ("a day too few", lambda: weeks(TWO, EVERY_OTHER[:-1])),
        ("four stands", lambda: weeks(TWO, EVERY_OTHER, stands=4)),
        ("one session of three left out: 67 % of a week", lambda: weeks(TWO, EVERY_OTHER, skipped=(4,))),
        ("no morning told", lambda: weeks(TWO, EVERY_OTHER)[:-1]),
    ],
)
def test_one_thing_missing_keeps_the_stage(why: str, logs: object) -> None:
    assert callable(logs)
    assert folded(TWO, logs()).stage == 2, why


def test_eighty_percent_of_a_week_is_enough() -> None:
    plan = published(days=["mon", "tue", "wed", "thu", "fri"])
    weekly = (0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14)
    assert folded(plan, weeks(plan, weekly, skipped=(3,))).stage == 3
    assert folded(plan, weeks(plan, weekly, skipped=(3, 4))).stage == 2


def test_a_chair_stand_test_proves_it_as_well() -> None:
    for stands, stage in ((4, 2), (5, 3)):
        tested = measure(10, "chair-stand-30s", {"times": stands})
        assert folded(TWO, (*weeks(TWO, EVERY_OTHER, stands=4), tested)).stage == stage


def measure(number: int, slug: str, answers: dict[str, int], words: dict[str, str] | None = None) -> LogEntry:
    """A measure taken on a day."""
    body = MeasureBody(on=day(number), measure=slug, answers=answers, words=words or {})
    at = morning(number, 0).occurred_at
    return LogEntry(id=log_id(slug, number), kind="measure", occurred_at=at, body=body)


def leaves(plan: Published, state: PlanState, known: Waiting) -> bool:
    terms = terms_of(plan, knowledge=knowledge(), catalogue=catalogue())
    return may_leave(state, known, until=known.on + timedelta(days=1), terms=terms)


def test_pain_in_one_session_of_the_two_weeks_keeps_the_stage() -> None:
    logs: tuple[LogEntry, ...] = ()
    for number in EVERY_OTHER:
        logs = (*logs, session(TWO, logs, number, pain=4 if number == 2 else 2), morning(number + 1, 3))
    last_one = also(logs[-2], "st-sit-to-stand", reps=5)
    assert folded(TWO, (*logs[:-2], last_one, logs[-1])).stage == 2


def test_three_calm_days_and_a_walk_of_ten_minutes_leave_stage_one() -> None:
    assert fresh(ONE).stage == 1
    assert folded(ONE, calm(ONE)).stage == 2
    assert folded(ONE, calm(ONE, walk=9)).stage == 1


@pytest.mark.parametrize(("pains", "stage"), [((3, 3, 5, 3), 2), ((3, 4, 6, 4), 1), ((3, 6, 3, 3), 1)])
def test_the_last_three_days_must_all_be_five_or_less(pains: tuple[int, int, int, int], stage: int) -> None:
    assert folded(ONE, calm(ONE, pains=pains)).stage == stage


def test_what_spread_must_lie_three_days_back() -> None:
    for number, stage in ((10, 1), (11, 2)):
        logs: tuple[LogEntry, ...] = (session(ONE, (), 8, spread="peripheralised", spread_minutes=5), morning(9, 3))
        log = walking(session(ONE, logs, number - 1), 10)
        assert folded(ONE, (*logs, log, morning(number, 3))).stage == stage


def test_nobody_goes_up_twice_in_a_week() -> None:
    state = folded(ONE, calm(ONE))
    assert state.stage_up_on == day(10)
    assert not leaves(ONE, state.model_copy(update={"stage": 1}), known_of(state))


def known_of(state: PlanState) -> Waiting:
    body = folded(ONE, calm(ONE)[:-1]).waiting[-1]
    return body.model_copy(update={"facts": body.facts.model_copy(update={"pain_morning": 3})})


@pytest.mark.parametrize(
    ("told", "held"),
    [
        ({}, False),
        ({"settles": "hours"}, True),
        ({"night_waking": True}, True),
        ({"irritability": "high"}, True),
        ({"pain_worst_24h": 8, "settles": "minutes"}, False),
    ],
)
def test_what_logs_do_not_tell_holds_the_stage_and_pain_that_has_gone_does_not(
    told: dict[str, object], held: bool
) -> None:
    plan = published(**{**FRESH_INJURY, **told})
    assert folded(plan, calm(plan)).stage == (1 if held else 2)


def test_an_unclear_thigh_stays_at_two() -> None:
    plan = published(conditions=["posterior-thigh-undetermined"], leg_symptoms="above_knee")
    assert fresh(plan).stage == 2
    assert folded(plan, weeks(plan, EVERY_OTHER)).stage == 2


def test_a_stage_that_lasts_too_long_asks_for_a_clinician_once_and_nothing_goes_up() -> None:
    assert not folded(TWO, (*weeks(TWO, EVERY_OTHER, stands=4), morning(41, 3))).reviews
    state = folded(TWO, (*weeks(TWO, EVERY_OTHER, stands=4), morning(42, 3), morning(43, 3)))
    assert [(one.rule, one.on) for one in state.reviews] == [("care.stage_long", day(42))]
    assert (last(state).action, state.stop, state.stage) == ("STAGE_TOO_LONG", None, 2)


@pytest.mark.parametrize(("number", "stops"), [(13, False), (14, True)])
def test_two_weeks_at_stage_one_without_calm_stop_a_plan_that_no_clinician_stands_behind(
    number: int, stops: bool
) -> None:
    restless = published(**FRESH_INJURY, settles="hours")
    logs = [morning(number - 1, 6), morning(number, 6)]
    assert (folded(restless, logs).stop is not None) == stops
    seen = published(**FRESH_INJURY, settles="hours", stage=1)
    assert folded(seen, logs).stop is None
    settled = [morning(number - 2, 5), morning(number - 1, 5), morning(number, 5)]
    assert folded(restless, settled).stop is None


def test_steps_back_take_a_stage_down_from_that_day_on() -> None:
    logs: tuple[LogEntry, ...] = (session(TWO, (), 0, worse={TAPS: 6}),)
    for number in (2, 4):
        logs = (*logs, session(TWO, logs, number, worse=dict.fromkeys((WALK, "walk-short-flat"), 6)))
    state = folded(TWO, logs)
    assert (state.stage, state.stage_since) == (1, day(4))


def test_what_a_stage_brought_goes_back_when_it_hurts() -> None:
    logs = weeks(TWO, EVERY_OTHER)
    state = up_from_two()
    brought = [slot for slot in state.slots if slot.changed_on == day(14) and slot.planned in (SLIDER, CLAM, TAPS)]
    assert brought
    hurt = brought[0]
    after = folded(TWO, (*logs, session(TWO, logs, 16, worse={hurt.now.exercise: 6})))
    assert slot_of(after, hurt.planned).now == hurt.undo[-1]
    assert log_id("session", 16) == after.changes[-1].log_id
