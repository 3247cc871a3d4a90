"""Rules switched off one by one, each with the test that must notice; tests/oracle/test_mutants.py runs them."""

import importlib
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from programs.engine.screening.known import Known
from programs.logs.reads import Since
from programs.plans.models import PlanVersion
from tests.engine import test_diary_cases as diary_cases
from tests.engine import test_edits as edits
from tests.engine import test_learn_cases as lessons
from tests.engine import test_limits as limits
from tests.engine import test_nudges as nudges
from tests.engine import test_progression_cases as cases
from tests.engine import test_progression_days as days
from tests.engine import test_progression_fold as folds
from tests.engine import test_progression_properties as properties
from tests.engine import test_stages as stages
from tests.oracle import test_outcomes as outcomes
from tests.oracle import test_proof as proof
from tests.oracle.walk import Turn
from tests.plans import test_publishing as publishing

Check = Callable[..., object]
CALM, STIRRED = ("low", "unknown", "none"), ("high", "none", "none")
"""Irritability, direction and leg symptoms of a turn of the walk."""


@dataclass(frozen=True)
class Mutant:
    """One rule replaced: `where` is module:name or module:name[key], `caught_by` the test that must fail."""

    where: str
    instead: object
    caught_by: Check

    @property
    def name(self) -> str:
        """How it is called in a report."""
        return self.where.removeprefix("programs.engine.")


@contextmanager
def switched(mutant: Mutant) -> Iterator[None]:
    """Lets the mutant live inside the block; raises KeyError or AttributeError if what it replaces is not there."""
    module_name, _, path = mutant.where.partition(":")
    name, _, key = path.removesuffix("]").partition("[")
    owner = importlib.import_module(module_name)
    for step in name.split(".")[:-1]:
        owner = getattr(owner, step)
    last = name.split(".")[-1]
    if key:
        table: MutableMapping[str, object] = getattr(owner, last)
        before = table[key]
        table[key] = mutant.instead
    else:
        before = getattr(owner, last)
        setattr(owner, last, mutant.instead)
    try:
        yield
    finally:
        if key:
            table[key] = before
        else:
            setattr(owner, last, before)


def is_caught(mutant: Mutant) -> bool:
    """Whether the named test fails while the mutant lives."""
    with switched(mutant):
        try:
            mutant.caught_by()
        except (AssertionError, ExceptionGroup, StopIteration, KeyError, IndexError):
            return True
    return False


def never(*_args: object, **_named: object) -> None:
    """A rule that speaks against nothing."""


def no(*_args: object, **_named: object) -> bool:
    """A row that never matches."""
    return False


def yes(*_args: object, **_named: object) -> bool:
    """A condition that always holds."""
    return True


def nothing(*_args: object, **_named: object) -> list[object]:
    """A list of approvals that is empty."""
    return []


def unchanged(state: object, *_args: object, **_named: object) -> object:
    """An effect that has none."""
    return state


def of_the_first(**facts: Any) -> Known:
    """What is known of somebody, of their conditions only the first."""
    return Known(**{**facts, "conditions": facts["conditions"][:1]})


def since_the_root(_intake: object, first: PlanVersion) -> tuple[Since, Since]:
    """A plan that a clinician assigned, with nothing from before it."""
    return (Since(first.number, first.published_at),) * 2


def five(*_args: object, **_named: object) -> int:
    """A stage that nothing holds."""
    return 5


def every_case() -> None:
    """The cases of tests/cases/progression."""
    for name in cases.CASES:
        cases.test_it_decides_as_the_case_says(name)


def every_edit() -> None:
    """The cases of tests/cases/care/edits.yaml."""
    for case in edits.CASES.cases:
        edits.test_it_allows_and_refuses_as_the_case_says(case)


def more_than(value: int | None, limit: int) -> bool:
    """A limit moved by one."""
    return value is not None and value > limit


def _pools(invariant: str, *flags: str, age: int = 30, symptoms: tuple[str, str, str] = CALM) -> Check:
    """The test of every pool over one turn of the walk, which must find this invariant broken."""
    return partial(proof.holds_in_pools, invariant, Turn(flags, (age,), symptoms, singly=True))


def _symptoms(direction: str, leg_symptoms: str, irritability: str = "low") -> Check:
    return _pools("INV38", age=50, symptoms=(irritability, direction, leg_symptoms))


# Not here, as another rule says the same of all we have: pool_flag and flag_load (each exercise they leave out lists
# the flag), and the approvals that answers ask for (the flag that an answer sets asks for them too).
RULES: dict[str, Check] = {
    "flag": _pools("INV38", "shoulder-limit"),
    "floor": _pools("INV38", "cannot-floor"),
    "manual": _pools("INV38"),
    "position": _pools("INV05"),
    "load": _pools("INV04"),
    "earliest_stage": _pools("INV38"),
    "stage_grade": _pools("INV10"),
    "post_op_pool": _pools("INV38"),
    "walk_run": _pools("INV14"),
    "age_load": _pools("INV38", age=16),
    "age_grade": _pools("INV10", age=85),
    "age_position": _pools("INV38", age=85),
    "age_falls": _pools("INV13", age=85),
    "direction_extension": _symptoms("unknown", "below_knee"),
    "direction_flexion": _symptoms("unknown", "below_knee"),
    "side_glide": _symptoms("extension", "below_knee"),
    "prone_direction": _symptoms("flexion", "below_knee"),
    "irritability_load": _pools("INV11", age=50, symptoms=STIRRED),
    "irritability_grade": _pools("INV11", age=50, symptoms=STIRRED),
    "equipment": partial(proof.test_it_allows_only_what_there_is_kit_for, []),
}
# Whole parts of a person, dropped.
DROPPED: dict[str, tuple[object, Check]] = {
    "screening.known:Known": (of_the_first, partial(proof.holds_in_pools, "INV04", Turn(ages=(30,)))),
    "screening.known:_closure": (lambda *_: (), _pools("INV13", "falls-risk")),
    "screening.known:_implied": (lambda *_: (), _pools("INV08", "osteoporosis")),
    "matching.person:gated": (lambda *_, **__: {}, _symptoms("unknown", "below_knee")),
}
# What a whole plan must show.
SEEN: dict[str, tuple[object, Check]] = {
    "scheduling.program:add_edges": (never, partial(proof.holds_in_plans, "INV39")),
    "scheduling.program:_balance_days": (lambda *_: set(), partial(proof.holds_in_plans, "INV40")),
}
ASKS: dict[str, Check] = {
    "_age_asks": partial(outcomes.test_it_starts_a_pair_of_conditions_only_with_every_approval, 16, False),
    "_flag_asks": partial(outcomes.test_it_takes_every_flag_as_the_files_say, "post-op"),
    "_condition_asks": outcomes.test_it_never_lets_a_clinicians_condition_start_alone,
    "_combination_asks": partial(outcomes.test_it_starts_a_pair_of_conditions_only_with_every_approval, 30, False),
}
SIGNS = {
    "FLARE": ("because_spread", "because_spread_unknown", "because_pain", "because_rise", "because_morning"),
    "STEP_BACK": ("because_pain", "because_rise", "because_effort", "because_completion"),
    "NO_SUCCESS": (
        "because_pain_missing", "because_pain", "because_effort_missing", "because_effort",
        "because_completion_missing", "because_completion",
    ),
}  # fmt: skip
ROWS = ("R0", "R1", "R1b", "R2d", "R3a", "R3b", "R3", "R4a", "R4", "R2c", "R2b", "R2a", "R5", "R5b", "R6", "R7")
FOLDED: dict[str, tuple[object, Check]] = {
    "fold:order": (lambda _: 0, properties.test_any_order_of_arrival_gives_the_same_state),
    "raises:is_ready": (yes, folds.test_what_changed_waits_a_week_while_another_goes_up),
    "raises:strand_of": (
        lambda exercise, _: exercise.slug,
        folds.test_two_good_sessions_raise_one_exercise_in_each_part,
    ),
    "raises:passes_week": (no, days.test_a_week_that_was_done_in_full_grows_as_far_as_the_cap_lets_it),
    "effects:broken": (
        unchanged,
        partial(
            diary_cases.test_it_offers_as_the_case_says,
            "steps: what hurt in a good session does not go up with the next one",
        ),
    ),
    "fold:trend": (never, partial(diary_cases.test_it_offers_as_the_case_says, "mornings: the same without a session")),
    "limits:_held": (
        lambda slot, *_: slot,
        limits.test_a_new_plan_keeps_what_holds_an_exercise_back_and_begins_no_higher,
    ),
    "screens:is_high": (
        no,
        partial(diary_cases.test_it_offers_as_the_case_says, "pressure: 120 over 110 stops"),
    ),
    "effects:with_way_back": (unchanged, days.test_two_good_sessions_at_three_quarters_lead_back_to_the_former_dose),
    "effects:ongoing_flare": (never, days.test_a_bad_session_within_a_week_belongs_to_the_same_flare),
    "effects:_raised_lately": (nothing, folds.test_a_bad_morning_with_nothing_marked_undoes_what_was_raised_lately),
    "effects:_stage_after": (unchanged, folds.test_three_steps_back_in_two_weeks_take_the_plan_a_stage_down),
    "sessions:waits": (never, limits.test_asked_first_a_step_waits_and_the_person_reads_so),
    "steps:at_most": (lambda _, most: most, partial(limits.test_it_grows_to_the_ceiling_and_no_further, 8, 8)),
    "sessions:is_missed": (no, folds.test_nothing_done_is_no_session),
    "sessions:trend": (never, days.test_a_slow_worsening_holds_whatever_single_sessions_say),
    "fold:severe_week": (no, days.test_a_week_of_severe_mornings_asks_for_a_clinician),
    "fold:with_pain": (unchanged, days.test_a_flare_ends_in_steps_once_pain_is_five_or_less),
    "told:is_marked": (no, folds.test_pain_of_six_takes_what_hurt_a_step_back_at_once),
    "told:planned_gap": (lambda *_: 1, days.test_a_planned_pause_is_no_absence),
    "screens:stopping": (
        never,
        partial(folds.test_a_warning_answer_stops_the_plan, {"RF01": "yes"}, "STOP_EMERGENCY", "emergency_now"),
    ),
    "screens:is_ill": (no, folds.test_a_fever_keeps_sessions_away_until_two_well_days_have_passed),
    "today:flare_day": (never, days.test_a_flare_leaves_grade_one_and_half_the_walking_for_three_days),
    "today:_way_after": (never, days.test_more_than_four_weeks_away_ask_the_questions_first),
    "steps:may_do": (yes, folds.test_what_is_not_for_me_never_comes_by_a_ladder),
    "edits:is_held": (no, edits.test_a_late_warning_sign_stops_the_plan_and_the_edit_after_it_counts_for_nothing),
    "edits:highest_stage": (lambda _: 5, edits.test_an_edit_goes_no_higher_than_the_answers_allow),
    "edits:refitted": (unchanged, edits.test_an_edit_never_brings_in_what_matching_forbids),
    "edits:_bounded": (
        lambda wanted, *_: wanted,
        edits.test_an_edit_asks_for_no_more_than_the_exercise_may_grow_to,
    ),
    "objections:against": (never, every_edit),
    "options:reason_against": (never, every_edit),
}
FORBIDS: dict[str, Check] = {
    "N25": nudges.test_n25_never_on_hold_ill_or_without_a_plan,
    "N16": nudges.test_n16_in_a_flare_nobody_is_called_to_train,
    "N7": nudges.test_n7_what_missed_its_window_is_dropped,
    "N3": nudges.test_n3_once_a_day_and_four_times_in_seven_days,
    "N24": nudges.test_n24_a_pause_lasts_until_its_day,
    "N1": nudges.test_n1_nobody_who_did_not_ask_is_reminded,
    "N2": nudges.test_n2_what_is_logged_or_not_planned_needs_no_reminder,
    "N21": nudges.test_n21_without_an_address_nothing_is_sent,
}

MUTANTS: tuple[Mutant, ...] = (
    *(Mutant(f"programs.engine.matching.rules:RULES[{rule}]", never, check) for rule, check in RULES.items()),
    *(Mutant(f"programs.engine.{where}", instead, check) for where, (instead, check) in (DROPPED | SEEN).items()),
    *(Mutant(f"programs.engine.screening.screen:{name}", nothing, check) for name, check in ASKS.items()),
    Mutant("programs.engine.screening.screen:_urgent", never, outcomes.test_it_puts_the_graver_answer_first),
    Mutant("programs.engine.progression.stages:highest_by_logs", five, stages.test_an_unclear_thigh_stays_at_two),
    Mutant("programs.engine.progression.rules:_at_least", more_than, every_case),
    Mutant(
        "programs.engine.learn:fits",
        yes,
        partial(lessons.test_it_offers_what_the_case_says, "moments: nor with pain that travels from a nerve"),
    ),
    *(Mutant(f"programs.engine.progression.rules:MATCHES[{row}]", no, every_case) for row in ROWS),
    *(
        Mutant(f"programs.engine.progression.rules:{table}[{sign}]", no, every_case)
        for table, signs in SIGNS.items()
        for sign in signs
    ),
    *(Mutant(f"programs.engine.progression.{where}", instead, check) for where, (instead, check) in FOLDED.items()),
    *(Mutant(f"programs.engine.nudges.judge:FORBIDS[{rule}]", no, check) for rule, check in FORBIDS.items()),
    Mutant(
        "programs.engine.nudges.wishes:is_quiet",
        no,
        partial(nudges.test_n7_quiet_hours_hold_whatever_was_wished, "23:59"),
    ),
    Mutant("programs.engine.nudges.wishes:is_wished", yes, nudges.test_n1_the_next_one_comes_on_a_chosen_day),
    Mutant(
        "programs.engine.grading.dose:effort",
        lambda exercise, **_: exercise.effort_cr10,
        partial(proof.holds_in_plans, "INV35"),
    ),
)
# Their tests ask for the cast: a patient, a clinician and the time.
STORED: tuple[Mutant, ...] = (
    Mutant(
        "programs.plans.reads:_counting_from",
        since_the_root,
        publishing.test_a_warning_sign_from_before_an_assigned_plan_stops_it_when_it_comes_late,
    ),
    Mutant(
        "programs.engine.progression.fold:_stop_alone",
        unchanged,
        partial(
            publishing.test_sessions_that_would_have_stopped_the_plan_before_stop_an_assigned_one_when_they_come_late, 0
        ),
    ),
)
