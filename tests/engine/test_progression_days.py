"""What days do to a plan: flares and the way out, days away and the way back, the week's cap, slow worsening."""

import pytest

from programs.engine.logs import LogEntry
from programs.engine.plans import PlanState
from tests.engine.journey import (
    CLAM,
    COOL_DOWN,
    SLIDER,
    TAPS,
    WALK,
    asked_on,
    day,
    folded,
    fresh,
    good,
    last,
    morning,
    offered,
    published,
    screening,
    session,
    slot_of,
)

PLAN = published()


def actions(state: PlanState) -> list[str]:
    return [change.action for change in state.changes]


def asked_for(state: PlanState) -> list[str]:
    """The rules that ask for a clinician's look."""
    return [review.rule for review in state.reviews]


def minutes(state: PlanState, number: int) -> int | None:
    """Minutes of the walk that a day asks for."""
    return asked_on(PLAN, state, number)[WALK, "main"].dose.minutes


def flare(number: int = 0, logs: tuple[LogEntry, ...] = ()) -> tuple[LogEntry, ...]:
    return (*logs, session(PLAN, logs, number, pain=8))


def test_a_flare_leaves_grade_one_and_half_the_walking_for_three_days() -> None:
    state = folded(PLAN, flare())
    assert actions(state) == ["FLARE_PLAN"]
    for number in (0, 1, 2):
        asked = asked_on(PLAN, state, number)
        assert asked[TAPS, "main"].exercise == "st-heel-slide-brace"
        assert (SLIDER, "main") not in asked
        assert minutes(state, number) == 5
        assert asked[COOL_DOWN, "cool_down"] == asked_on(PLAN, fresh(PLAN), 0)[COOL_DOWN, "cool_down"]


def test_a_flare_ends_in_steps_once_pain_is_five_or_less() -> None:
    state = folded(PLAN, (*flare(), morning(1, 5)))
    assert [minutes(state, number) for number in range(8)] == [5, 5, 5, 5, 5, 7, 7, 10]
    reps = [asked_on(PLAN, state, number)[CLAM, "main"].dose.reps for number in range(8)]
    assert reps == [8, 8, 8, 4, 4, 6, 6, 8]
    assert [bool(offered(PLAN, state, number).why) for number in (6, 7)] == [True, False]


def test_a_flare_stays_while_pain_is_six_and_each_day_of_waiting_moves_the_way_out() -> None:
    state = folded(PLAN, (*flare(), morning(1, 6)))
    assert {minutes(state, number) for number in range(8)} == {5}
    later = folded(PLAN, (*flare(), morning(1, 6), morning(5, 5)))
    reps = [asked_on(PLAN, later, number)[CLAM, "main"].dose.reps for number in range(4, 9)]
    assert reps == [8, 4, 4, 6, 6]


def test_pain_still_high_on_day_three_takes_the_plan_to_stage_one_and_says_so() -> None:
    assert folded(PLAN, (*flare(), morning(2, 6))).stage == 2
    assert folded(PLAN, (*flare(), morning(3, 5))).stage == 2
    state = folded(PLAN, (*flare(), morning(3, 6)))
    assert (state.stage, state.stage_since, asked_for(state)) == (1, day(3), ["care.flare_72h"])
    assert (last(state).action, last(state).rule) == ("STAGE_DOWN", "progression.stage_flare")
    assert ("stage", "2", "1") in [(diff.field, diff.before, diff.after) for diff in last(state).diffs]


def test_pain_still_high_after_a_week_asks_for_a_clinician() -> None:
    state = folded(PLAN, (*flare(), morning(6, 6)))
    assert (state.stage, asked_for(state)) == (1, ["care.flare_72h"])
    state = folded(PLAN, (*flare(), morning(7, 6)))
    assert (state.stage, asked_for(state)) == (1, ["care.flare_stays"])


def test_a_bad_session_within_a_week_belongs_to_the_same_flare() -> None:
    assert folded(PLAN, flare(6, flare(0))).flares_on == (day(0),)
    assert folded(PLAN, flare(7, flare(0))).flares_on == (day(0), day(7))


def test_the_third_flare_in_six_weeks_asks_for_a_clinician() -> None:
    logs: tuple[LogEntry, ...] = ()
    for number in (0, 14, 42):
        logs = flare(number, (*logs, *([morning(number - 12, 2)] if number else [])))
    state = folded(PLAN, logs)
    assert state.changes[-2].action in ("FLARE_PLAN_AND_CLINICIAN_REVIEW", "RESCREEN_RESTART_50PCT_STAGE1_2")


def test_three_flares_without_long_gaps_ask_for_a_clinician() -> None:
    logs: tuple[LogEntry, ...] = ()
    for number in (0, 21, 42):
        logs = flare(number, logs)
    state = folded(PLAN, logs)
    flares = [action for action in actions(state) if action.startswith("FLARE")]
    assert flares == ["FLARE_PLAN", "FLARE_PLAN", "FLARE_PLAN_AND_CLINICIAN_REVIEW"]
    assert "care.third_flare" in asked_for(state)
    logs = ()
    for number in (0, 22, 43):
        logs = flare(number, logs)
    assert "FLARE_PLAN_AND_CLINICIAN_REVIEW" not in actions(folded(PLAN, logs))


@pytest.mark.parametrize(
    ("number", "reps", "told"),
    [(4, 8, False), (5, 8, False), (8, 8, False), (9, 6, True), (15, 6, True), (16, 4, True), (29, 4, True)],
)
def test_days_away_lower_the_session_back(number: int, reps: int, told: bool) -> None:
    # From Monday to Wednesday is two days, so one is taken off: day 5 is 4 days away, day 9 is 8.
    state = folded(PLAN, good(PLAN, [0]))
    asked = asked_on(PLAN, state, number)
    assert asked[CLAM, "main"].dose.reps == reps
    assert bool(offered(PLAN, state, number).why) == told


def test_more_than_two_weeks_away_come_back_one_grade_lower() -> None:
    state = folded(PLAN, good(PLAN, [0]))
    assert asked_on(PLAN, state, 15)[TAPS, "main"].exercise == TAPS
    assert asked_on(PLAN, state, 16)[TAPS, "main"].exercise == "st-heel-slide-brace"


def test_more_than_four_weeks_away_ask_the_questions_first() -> None:
    state = folded(PLAN, good(PLAN, [0]))
    assert not offered(PLAN, state, 29).nothing
    away = offered(PLAN, state, 30)
    assert away.nothing
    assert away.why[0].rule == "progression.R2d"


def test_a_session_after_four_weeks_away_asks_for_the_questions_before_another() -> None:
    logs = good(PLAN, [0])
    late = session(PLAN, logs, 0).model_copy(update={"id": morning(99, 0).id})
    moved = late.body.model_copy(update={"on": day(40)})
    state = folded(PLAN, (*logs, late.model_copy(update={"occurred_at": morning(40, 0).occurred_at, "body": moved})))
    assert actions(state)[-1] == "RESCREEN_RESTART_50PCT_STAGE1_2"
    assert state.needs_rescreen
    assert offered(PLAN, state, 41).nothing


def test_two_good_sessions_at_three_quarters_lead_back_to_the_former_dose() -> None:
    logs = good(PLAN, [0])
    seen = []
    for number in (11, 14, 16, 18):
        seen.append(minutes(folded(PLAN, logs), number))
        logs = (*logs, session(PLAN, logs, number), morning(number + 1, 3))
    assert seen == [7, 7, 7, 10]
    assert actions(folded(PLAN, logs))[2] == "REENTRY_VOLUME_75PCT"


def test_a_week_at_half_and_one_at_three_quarters_lead_back_after_longer() -> None:
    logs = good(PLAN, [0])
    logs = (*logs, session(PLAN, logs, 21))
    state = folded(PLAN, logs)
    assert last(state).action == "REENTRY_GRADE_DOWN_50PCT"
    assert [minutes(state, number) for number in (22, 24, 28)] == [5, 5, 7]
    logs = (*logs, morning(22, 3))
    for number in (23, 25, 28, 30, 32):
        logs = (*logs, session(PLAN, logs, number), morning(number + 1, 3))
    assert [minutes(folded(PLAN, logs), number) for number in (34, 35)] == [7, 10]


def test_nothing_grows_on_a_way_back() -> None:
    logs = good(PLAN, [0, 2])
    before = folded(PLAN, logs)
    for number in (14, 16, 18):
        logs = (*logs, session(PLAN, logs, number), morning(number + 1, 3))
    state = folded(PLAN, logs)
    assert "PROGRESS_ONE_VARIABLE" not in actions(state)[len(before.changes) :]
    assert [slot.now for slot in state.slots] == [slot.now for slot in before.slots]


def test_a_planned_pause_is_no_absence() -> None:
    plan = published(days=["mon", "fri"])
    logs = good(plan, [0, 4, 7, 11])
    assert "REENTRY_REPEAT_LAST_LEVEL" not in actions(folded(plan, logs))


def test_a_week_of_which_little_was_done_does_not_grow() -> None:
    logs = good(PLAN, [0, 2, 4, 7])  # two a week from here on, where three are planned
    logs = (*logs, session(PLAN, logs, 11), morning(12, 3))
    logs = (*logs, session(PLAN, logs, 14), morning(15, 3))
    assert actions(folded(PLAN, logs))[-1] == "HOLD_CAP"


def test_a_day_of_illness_does_not_lift_the_cap_the_week_before_it_counts() -> None:
    logs = good(PLAN, [0, 2, 4, 7])
    logs = (*logs, session(PLAN, logs, 11), morning(12, 3), screening(12, {"FEVER": "yes"}))
    logs = (*logs, session(PLAN, logs, 16), morning(17, 3))
    assert actions(folded(PLAN, logs))[-1] == "HOLD_CAP"


def test_a_week_that_was_done_in_full_grows_as_far_as_the_cap_lets_it() -> None:
    state = folded(PLAN, good(PLAN, [0, 2, 4, 7, 9, 11, 14, 16]))
    assert actions(state).count("PROGRESS_ONE_VARIABLE") == 4
    assert "HOLD_CAP" not in actions(state)


def test_a_slow_worsening_holds_whatever_single_sessions_say() -> None:
    logs: tuple[LogEntry, ...] = ()
    for number in (week * 7 + weekday for week in range(5) for weekday in (0, 2, 4)):
        usual = 3 + number // 12  # each single morning is as usual, or one above it
        logs = (*logs, session(PLAN, logs, number), morning(number + 1, usual))
    state = folded(PLAN, logs)
    assert not {"REGRESS", "FLARE_PLAN"} & set(actions(state))
    assert last(state).rule == "progression.trend"
    assert last(state).action == "HOLD"
    assert set(asked_for(state)) == {"care.trend"}


def test_a_week_of_severe_mornings_asks_for_a_clinician() -> None:
    assert not asked_for(folded(PLAN, [morning(1, 7), morning(2, 7)]))
    assert not asked_for(folded(PLAN, [morning(1, 7), morning(2, 6), morning(3, 8)]))
    assert asked_for(folded(PLAN, [morning(1, 7), morning(2, 9), morning(3, 8)])) == ["care.severe_week"]


def test_the_usual_morning_is_that_of_the_last_seven_days_or_of_the_questionnaire() -> None:
    told = folded(PLAN, [session(PLAN, (), 0)]).waiting[-1].facts
    assert told.baseline_morning == 3  # the pain of the questionnaire
    mornings = tuple(morning(number, pain) for number, pain in ((0, 4), (1, 5), (2, 6), (3, 6)))
    few = folded(PLAN, (*mornings[:2], session(PLAN, mornings[:2], 1))).waiting[-1].facts
    assert few.baseline_morning == 3
    enough = folded(PLAN, (*mornings, session(PLAN, mornings, 3))).waiting[-1].facts
    assert enough.baseline_morning == 5  # the median 5.5, rounded down
    assert slot_of(folded(PLAN, mornings), CLAM) == slot_of(fresh(PLAN), CLAM)
