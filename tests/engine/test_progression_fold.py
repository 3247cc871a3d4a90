"""What logs make of a plan: steps up and back, pauses, wishes, stops."""

import pytest

from exercises.load import catalogue
from programs.engine.contract import Intake
from programs.engine.logs import LogEntry
from programs.engine.matching import Person, person
from programs.engine.plans import PlanState
from programs.engine.progression.raises import minutes_of
from programs.engine.progression.terms import mode, profile, terms_of
from programs.engine.screening import known
from programs.knowledge.load import knowledge
from tests.engine.journey import (
    CLAM,
    COOL_DOWN,
    SCIATICA,
    SLIDER,
    TAPS,
    WALK,
    WARM_UP,
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
    wish,
)

PLAN = published()


def actions(state: PlanState) -> list[str]:
    return [change.action for change in state.changes]


def test_a_fresh_plan_asks_for_what_was_prescribed() -> None:
    program = PLAN.prescription.program
    assert program is not None
    asked = asked_on(PLAN, fresh(PLAN), 0)
    assert [(step.exercise, step.dose) for step in asked.values()] == [
        (item.exercise, item.dose) for item in program.sessions[0].items
    ]


def test_a_good_session_waits_for_its_morning_and_then_counts() -> None:
    first = session(PLAN, (), 0)
    before = folded(PLAN, [first])
    assert actions(before) == ["HOLD_AWAIT_MORNING"]
    assert [waiting.on for waiting in before.waiting] == [day(0)]
    after = folded(PLAN, [first, morning(1, 3)])
    assert actions(after) == ["HOLD_AWAIT_MORNING", "HOLD_COUNT_SUCCESS"]
    assert last(after).because == "A good session, 1 of 2 in a row. Next time stays the same."
    assert after.waiting == ()


def test_two_good_sessions_raise_one_exercise_in_each_part() -> None:
    state = folded(PLAN, good(PLAN, [0, 2]))
    assert last(state).action == "PROGRESS_ONE_VARIABLE"
    assert {(diff.exercise, diff.field) for diff in last(state).diffs} == {
        (SLIDER, "reps"),
        (CLAM, "reps"),
        (WALK, "minutes"),
    }
    assert "Clam: 10 repetitions instead of 8." in last(state).because
    assert asked_on(PLAN, state, 4)[CLAM, "main"].dose.reps == 10


def test_what_changed_waits_a_week_while_another_goes_up() -> None:
    state = folded(PLAN, good(PLAN, [0, 2, 4, 7]))
    raised = [{diff.exercise for diff in change.diffs} for change in state.changes if change.diffs]
    assert raised == [{SLIDER, CLAM, WALK}, {TAPS}]


def test_the_cautious_need_three() -> None:
    plan = published(age=66)
    assert actions(folded(plan, good(plan, [0, 2])))[-1] == "HOLD_COUNT_SUCCESS"
    assert actions(folded(plan, good(plan, [0, 2, 4])))[-1] == "PROGRESS_ONE_VARIABLE"


def test_a_session_without_its_morning_neither_counts_nor_breaks_the_row() -> None:
    logs = good(PLAN, [0])
    logs = (*logs, session(PLAN, logs, 2))  # nobody told the morning of day 3
    logs = (*logs, session(PLAN, logs, 4))
    assert folded(PLAN, logs).successes == 1
    assert last(folded(PLAN, (*logs, morning(5, 3)))).action == "PROGRESS_ONE_VARIABLE"


def test_a_morning_told_too_late_decides_nothing() -> None:
    first = session(PLAN, (), 0)
    in_time, too_late = morning(1, 3, late_hours=46), morning(1, 3, late_hours=47)
    assert actions(folded(PLAN, [first, in_time]))[-1] == "HOLD_COUNT_SUCCESS"
    assert actions(folded(PLAN, [first, too_late])) == ["HOLD_AWAIT_MORNING"]


def test_pain_of_six_takes_what_hurt_a_step_back_at_once() -> None:
    state = folded(PLAN, [session(PLAN, (), 0, pain=1, worse={TAPS: 6})])
    assert actions(state) == ["REGRESS"]
    assert last(state).because.startswith("Your worst pain was 6. Next time is one step easier.")
    assert [(diff.exercise, diff.field) for diff in last(state).diffs] == [(TAPS, "exercise")]
    assert slot_of(state, TAPS).now.exercise == "st-heel-slide-brace"
    assert slot_of(state, CLAM).now == slot_of(fresh(PLAN), CLAM).now


def test_too_hard_takes_that_exercise_a_step_back() -> None:
    state = folded(PLAN, [session(PLAN, (), 0, hard=[TAPS])])
    assert actions(state) == ["REGRESS"]
    assert [diff.exercise for diff in last(state).diffs] == [TAPS]


def test_a_step_back_undoes_the_last_step_up() -> None:
    logs = good(PLAN, [0, 2])
    logs = (*logs, session(PLAN, logs, 4, worse={CLAM: 6}))
    state = folded(PLAN, logs)
    assert slot_of(state, CLAM).now == slot_of(fresh(PLAN), CLAM).now
    assert slot_of(state, WALK).now != slot_of(fresh(PLAN), WALK).now


def test_a_bad_morning_with_nothing_marked_undoes_what_was_raised_lately() -> None:
    logs = good(PLAN, [0, 2])
    logs = (*logs, session(PLAN, logs, 4), morning(5, 5))
    state = folded(PLAN, logs)
    assert actions(state)[-2:] == ["HOLD_AWAIT_MORNING", "REGRESS"]
    for slug in (SLIDER, CLAM, WALK):
        assert slot_of(state, slug).now == slot_of(fresh(PLAN), slug).now


def test_a_bad_morning_with_nothing_raised_takes_from_walking_and_the_heaviest() -> None:
    state = folded(PLAN, [session(PLAN, (), 0), morning(1, 5)])
    assert last(state).action == "REGRESS"
    assert {diff.exercise for diff in last(state).diffs} == {WALK, TAPS}


def test_with_nothing_easier_it_rests_a_week_and_another_takes_its_place() -> None:
    state = folded(PLAN, [session(PLAN, (), 0, worse={CLAM: 6})])
    slot = slot_of(state, CLAM)
    assert slot.paused_until == day(7)
    assert slot.stand_in is not None
    assert asked_on(PLAN, state, 2)[CLAM, "main"].exercise == slot.stand_in.exercise
    assert asked_on(PLAN, state, 7)[CLAM, "main"].exercise == CLAM
    assert last(state).because.endswith("for 7 days, instead of Clam.")
    assert [(diff.field, diff.before, diff.after) for diff in last(state).diffs] == [
        ("exercise", CLAM, slot.stand_in.exercise)
    ]


def test_what_takes_a_place_takes_no_more_time() -> None:
    plan, terms = PLAN, terms_of(PLAN, knowledge=knowledge(), catalogue=catalogue())
    for slug in (WARM_UP, SLIDER, CLAM, TAPS, WALK, COOL_DOWN):
        for logs in ([wish(0, slug)], [session(plan, (), 0, worse={slug: 6})]):
            slot, before = slot_of(folded(plan, logs), slug), slot_of(fresh(plan), slug)
            now = slot.stand_in or slot.now
            assert minutes_of(now.dose, terms) <= minutes_of(before.now.dose, terms), (slug, now)


def test_a_short_spread_takes_the_marked_exercise_out_for_a_week() -> None:
    log = session(PLAN, (), 0, hurt=[CLAM], spread="peripheralised", spread_minutes=10)
    state = folded(PLAN, [log])
    assert actions(state) == ["REGRESS_REMOVE_EXERCISE"]
    assert (CLAM, "main") not in asked_on(PLAN, state, 2)
    assert (CLAM, "main") in asked_on(PLAN, state, 7)


def test_a_short_spread_with_nothing_marked_takes_out_what_pulls_on_the_nerve() -> None:
    state = folded(PLAN, [session(PLAN, (), 0, spread="peripheralised", spread_minutes=10)])
    assert {diff.exercise for diff in last(state).diffs} == {SLIDER}


def test_a_spread_twice_in_a_row_stops_the_exercises() -> None:
    logs: tuple[LogEntry, ...] = (session(PLAN, (), 0, spread="peripheralised", spread_minutes=10),)
    logs = (*logs, session(PLAN, logs, 2, spread="peripheralised", spread_minutes=5))
    state = folded(PLAN, logs)
    assert actions(state)[-1] == "STOP_SEEK_CARE_ROUTINE"
    assert state.stop is not None
    assert state.stop.outcome == "clinician_first"
    assert offered(PLAN, state, 4).nothing


def test_three_steps_back_in_two_weeks_take_the_plan_a_stage_down() -> None:
    logs: tuple[LogEntry, ...] = (session(PLAN, (), 0, worse={TAPS: 6}),)
    for number in (2, 4):
        logs = (*logs, session(PLAN, logs, number, worse=dict.fromkeys((WALK, "walk-short-flat"), 6)))
    state = folded(PLAN, logs)
    assert (fresh(PLAN).stage, state.stage) == (2, 1)
    assert any(diff.field == "stage" for diff in last(state).diffs)


def test_three_steps_back_in_more_than_two_weeks_do_not() -> None:
    logs: tuple[LogEntry, ...] = (session(PLAN, (), 0, worse={TAPS: 6}),)
    for number in (7, 14):
        logs = (*logs, session(PLAN, logs, number, worse=dict.fromkeys((WALK, "walk-short-flat"), 6)))
    assert actions(folded(PLAN, logs)).count("REGRESS") == 3
    assert folded(PLAN, logs).stage == 2


def test_nothing_done_is_no_session() -> None:
    everything = [step.exercise for step in asked_on(PLAN, fresh(PLAN), 0).values()]
    state = folded(PLAN, [session(PLAN, (), 0, pain=None, effort=None, skipped=everything)])
    assert state == fresh(PLAN)


def test_half_done_steps_back_and_most_of_it_holds() -> None:
    assert actions(folded(PLAN, [session(PLAN, (), 0, share=0.4)])) == ["REGRESS"]
    assert actions(folded(PLAN, [session(PLAN, (), 0, skipped=[CLAM])])) == ["HOLD"]


def test_pain_and_effort_that_were_not_told_hold() -> None:
    assert actions(folded(PLAN, [session(PLAN, (), 0, pain=None)])) == ["HOLD"]
    assert actions(folded(PLAN, [session(PLAN, (), 0, effort=None)])) == ["HOLD"]


def test_more_than_asked_is_told_to_pace() -> None:
    state = folded(PLAN, [session(PLAN, (), 0, share=2)])
    assert "Stopping at the plan helps on good days too." in last(state).because


def test_what_is_not_for_me_is_replaced_and_can_come_back() -> None:
    away = folded(PLAN, [wish(0, CLAM)])
    swapped = slot_of(away, CLAM)
    assert swapped.now.exercise != CLAM
    assert last(away).because.startswith("You said Clam is not for you.")
    assert swapped.now.exercise in {step.exercise for step in asked_on(PLAN, away, 0).values()}
    back = folded(PLAN, [wish(0, CLAM), wish(1, CLAM, "no")])
    assert slot_of(back, CLAM).now == slot_of(fresh(PLAN), CLAM).now
    assert back.not_for_me == ()


def test_what_is_not_for_me_never_comes_by_a_ladder() -> None:
    state = folded(PLAN, [wish(0, "st-heel-slide-brace"), session(PLAN, (), 0, worse={TAPS: 6})])
    assert slot_of(state, TAPS).now.exercise == TAPS
    assert slot_of(state, TAPS).paused_until is not None


@pytest.mark.parametrize(
    ("answers", "action", "outcome"),
    [
        ({"RF01": "yes"}, "STOP_EMERGENCY", "emergency_now"),
        ({"RF01": "unsure"}, "STOP_EMERGENCY", "emergency_now"),
        ({"RF04": "prefer_not"}, "STOP_SEEK_CARE_SAME_DAY", "same_day"),
        ({"RF06": "yes"}, "STOP_SEEK_CARE_SAME_DAY", "same_day"),
        ({"RF06": "yes", "RF02": "yes"}, "STOP_EMERGENCY", "emergency_now"),
        ({"RF21": "yes"}, "STOP_SEEK_CARE_ROUTINE", "clinician_first"),
        ({"FALL": "yes"}, "STOP_EMERGENCY", "emergency_now"),
        ({"FALL": "yes", "RF09": "no", "RF10": "yes"}, "STOP_SEEK_CARE_SAME_DAY", "same_day"),
    ],
)
def test_a_warning_answer_stops_the_plan(answers: dict[str, str], action: str, outcome: str) -> None:
    state = folded(PLAN, [screening(0, answers)])
    assert actions(state) == [action]
    assert state.stop is not None
    assert state.stop.outcome == outcome
    assert offered(PLAN, state, 0).nothing


@pytest.mark.parametrize("answers", [{}, {"RF01": "no"}, {"FALL": "yes", "RF09": "no", "RF10": "no"}, {"RF25": "yes"}])
def test_a_check_with_nothing_in_it_changes_nothing(answers: dict[str, str]) -> None:
    assert folded(PLAN, [screening(0, answers)]) == fresh(PLAN)


def test_not_sure_about_the_whole_check_stops_the_plan() -> None:
    state = folded(PLAN, [screening(0, {}, unsure=True)])
    assert state.stop is not None
    assert state.stop.outcome == "emergency_now"


def test_only_a_graver_answer_replaces_a_stop_and_no_later_log_lifts_it() -> None:
    logs = (
        screening(0, {"RF06": "yes"}),
        screening(1, {"RF01": "yes"}),
        screening(2, {"RF06": "yes"}),
        session(PLAN, (), 3),
    )
    state = folded(PLAN, (*logs, morning(4, 0)))
    assert state.stop is not None
    assert (state.stop.outcome, state.stop.on) == ("emergency_now", day(1))


def test_a_fever_keeps_sessions_away_until_two_well_days_have_passed() -> None:
    state = folded(PLAN, [screening(0, {"FEVER": "yes"})])
    assert actions(state) == ["REST_AFTER_ILLNESS"]
    assert [offered(PLAN, state, number).nothing for number in range(5)] == [True, True, True, False, False]


def test_pregnancy_opens_its_warning_signs() -> None:
    plan = published(flags=["pregnant"], weeks_pregnant=10, approvals=["maternity"], sex="female")
    state = folded(plan, [screening(0, {"RF25": "yes"})])
    assert state.stop is not None
    assert state.stop.outcome == "emergency_now"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, "standard"),
        ({"age": 64}, "standard"),
        ({"age": 65}, "cautious"),
        ({"age": 17, "approvals": ["clinician"]}, "cautious"),
        ({"age": 18}, "standard"),
        ({"conditions": ["cervical-radiculopathy"], "leg_symptoms": "none"}, "cautious"),
        ({"flags": ["osteoporosis"]}, "cautious"),
        ({"irritability": "high"}, "cautious"),
    ],
)
def test_the_careful_profile_is_for_those_the_draft_names(told: dict[str, object], expected: str) -> None:
    assert profile(person=who(told), knowledge=knowledge()) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, "quota"),
        ({"onset_weeks": 6}, "quota"),
        ({"onset_weeks": 5}, "pain"),
        ({"conditions": [], "onset_weeks": 20}, "quota"),
        ({"conditions": [], "onset_weeks": None}, "pain"),
        ({"conditions": ["lbp-nonspecific-chronic", "facet-oa"]}, "pain"),
        ({"leg_symptoms": "above_knee"}, "pain"),
        ({"arm_symptoms": "above_elbow"}, "pain"),
        ({"irritability": "moderate"}, "quota"),
        ({"irritability": "high"}, "pain"),
        ({"flags": ["osteoporosis"]}, "pain"),
    ],
)
def test_quotas_are_for_lasting_nonspecific_pain_alone(told: dict[str, object], expected: str) -> None:
    lasting = {"conditions": ["lbp-nonspecific-chronic"], "onset_weeks": 20, "leg_symptoms": "none"}
    intake = Intake.model_validate({**SCIATICA, **lasting, "irritability": "low", **told})
    phase = known(intake, knowledge=knowledge()).phase
    assert (
        mode(intake, phase=phase, person=who({**lasting, "irritability": "low", **told}), knowledge=knowledge())
        == expected
    )


def who(told: dict[str, object]) -> Person:
    return person(Intake.model_validate({**SCIATICA, **told}), knowledge=knowledge(), catalogue=catalogue())
