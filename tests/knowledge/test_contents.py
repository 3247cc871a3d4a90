"""What the import of the clinical draft must have kept, and what holds of every entry."""

import re
from collections import Counter
from typing import get_args

import pytest

from exercises.load import catalogue
from exercises.schema import DEMANDS, RANK, Exercise
from programs.engine.contract import Intake
from programs.knowledge.load import Knowledge, explain, knowledge
from programs.knowledge.schema.conditions import Condition, Permission

GROUPS = {
    "aquatic": 24,
    "walking": 12,
    "strength": 73,
    "flexibility": 41,
    "motor_control": 19,
    "balance": 9,
    "relaxation": 7,
    "cardio": 6,
}
# Who may make the strictest plans; a slip that loosened one of these would not be seen by eye.
CLINICIAN_ONLY = {
    "spondylolysis-adolescent",
    "scoliosis-adolescent",
    "vertebral-fracture-history",
    "pagets-disease",
    "post-microdiscectomy",
    "post-lumbar-fusion",
}


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return knowledge()


def test_the_library_holds_every_exercise_of_the_draft() -> None:
    exercises = catalogue().exercises.values()
    assert len(exercises) == 191
    assert Counter(exercise.group for exercise in exercises) == GROUPS


def test_the_knowledge_holds_all_of_the_draft(known: Knowledge) -> None:
    red_flags = [item for item in known.screening.items if item.id.startswith("RF")]
    assert (len(known.conditions), len(known.screening.items), len(red_flags)) == (31, 37, 26)
    assert (len(known.flags), len(known.screening.stop_rules)) == (26, 10)


def test_it_has_every_decision_of_section_6(known: Knowledge) -> None:
    rows = [
        "R0",
        "R1",
        "R1b",
        "R2a",
        "R2b",
        "R2c",
        "R2d",
        "R3",
        "R3a",
        "R3b",
        "R4",
        "R4a",
        "R5",
        "R5b",
        "R6",
        "R7",
        "R8",
    ]
    assert [row for row in rows if f"progression.{row}" not in known.rules] == []


def test_the_strict_permissions_stay_strict(known: Knowledge) -> None:
    only = {slug for slug, condition in known.conditions.items() if condition.permission == "clinician_assigned_only"}
    assert only == CLINICIAN_ONLY
    assert list(known.screening.permissions) == list(get_args(Permission)), "the order says which is the strictest"


@pytest.mark.parametrize("exercise", catalogue().exercises.values(), ids=lambda exercise: exercise.slug)
def test_an_exercise_lists_the_flags_that_its_position_and_place_ask_for(exercise: Exercise) -> None:
    flags = set(exercise.contraindicated_for_flags)
    if exercise.in_water:
        assert flags >= {"pool-contraindicated", "seizure-uncontrolled"}
    if exercise.position == "water_deep" or exercise.subgroup == "swim":
        assert flags >= {"non-swimmer", "water-unconfident"}
    if exercise.position == "supine":
        assert "pregnant-16wk-plus" in flags
    if exercise.position == "prone":
        assert flags >= {"pregnant", "post-partum-lt6wk"}
    if exercise.position in ("quadruped", "kneeling"):
        assert "cannot-kneel" in flags
        assert exercise.floor_transfer == "required"
    if exercise.demands["balance_demand"] == "high":
        assert "falls-risk" in flags


@pytest.mark.parametrize("exercise", catalogue().exercises.values(), ids=lambda exercise: exercise.slug)
def test_the_label_of_the_hip_is_never_lower_than_its_pose(exercise: Exercise) -> None:
    """The vocabulary gives degrees for this one demand: up to 90 none, to 100 low, to 120 moderate, above that high."""
    base = catalogue().poses.base_poses[exercise.pose.base].joints
    angles = [
        angle
        for frame in exercise.pose.frames
        for joint, angle in (base | frame.joints).items()
        if joint in ("hip", "hip_r", "hip_l")
    ]
    shown = sum(max(angles) > limit for limit in (90, 100, 120))
    assert RANK[exercise.demands["deep_hip_flexion"]] >= shown


@pytest.mark.parametrize("condition", knowledge().conditions.values(), ids=lambda condition: condition.slug)
def test_limits_never_tighten_from_one_stage_to_the_next(condition: Condition) -> None:
    for demand in DEMANDS:
        limits = [RANK[condition.max_load_by_stage[stage].get(demand, "high")] for stage in range(1, 6)]
        assert limits == sorted(limits), demand


def test_every_sentence_is_short_and_calm(known: Knowledge) -> None:
    """At most 14 words a sentence (look.md, Tone), a fact counting as one; no exclamation marks."""
    sentences = {id_: _sentences(rule.sentence) for id_, rule in known.rules.items()}
    assert [id_ for id_, rule in known.rules.items() if "!" in rule.sentence] == []
    assert [(id_, said) for id_, all_ in sentences.items() for said in all_ if len(said.split()) > 14] == []


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?:;])\s", re.sub(r"\{\w+\}( %)?", "one", text))


def test_every_blocking_item_tells_a_person_where_to_go(known: Knowledge) -> None:
    for item in known.screening.items:
        if item.action in ("emergency_now", "same_day", "clinician_first"):
            assert re.search(
                r"emergency department|\{emergency\}|[Dd]octor|clinician|cancer team|maternity", item.advice or ""
            ), item.id
        if item.action == "emergency_now":
            assert "{emergency}" in (item.advice or ""), item.id


def test_the_questionnaire_fills_fields_that_the_intake_has(known: Knowledge) -> None:
    fields = {step.field for step in known.intake.steps if step.field}
    fields |= {name for step in known.intake.steps for option in step.options for name in option.sets or ()}
    assert fields <= set(Intake.model_fields)
    clinicians = {"schema_", "irritability", "stage"}
    assert set(Intake.model_fields) - fields == clinicians, "what a self-guided person can't say"


def test_the_only_approval_a_person_can_claim_is_the_midwife_s(known: Knowledge) -> None:
    sets = [option.sets for step in known.intake.steps for option in step.options if option.sets]
    assert {claimed for given in sets for claimed in given.get("approvals", ())} == {"maternity"}  # type: ignore[union-attr]


def test_it_says_that_nobody_has_reviewed_it_yet(known: Knowledge) -> None:
    assert "conditions.yaml" in known.unreviewed
    assert "strength-core.yaml" in known.unreviewed


def test_it_explains_with_facts_and_sources(known: Knowledge) -> None:
    said = explain("screening.RF01", {"answer": "not sure"}, knowledge=known)
    assert said.because == "Numbness between the legs: you answered not sure. That needs an emergency check now."
    assert said.source == "GIRFT cauda equina pathway 2023; CSP 2024 (cauda equina); IFOMPT red flags 2020"
