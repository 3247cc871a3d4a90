"""`manage.py explain`: an exercise for a person, at each stage, with every rule and its source."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from exercises.load import catalogue
from programs.engine.contract import Intake
from programs.engine.matching import is_allowed, reason_against
from programs.engine.matching.explained import STAGES, all_against, judge_at, sheets
from programs.knowledge.load import knowledge


def told(*words: str) -> str:
    out = StringIO()
    call_command("explain", *words, stdout=out)
    return out.getvalue()


def test_it_names_every_rule_against_an_exercise_with_its_source() -> None:
    text = told("aq-breaststroke-full", "--condition", "facet-oa", "--condition", "osteoporosis", "--age", "82")
    stage_1 = text.split("Stage 2")[0]
    for rule in ("matching.load", "matching.age_grade", "matching.stage_grade"):
        assert f"\n  {rule}: " in stage_1
    assert "[BackFit's own careful choice]" in stage_1
    assert "offered" not in text


def test_it_says_why_an_exercise_is_offered_and_what_it_begins_with() -> None:
    text = told("st-bird-dog", "--condition", "sciatica", "--stage", "3")
    assert "matching.starter: A first choice for back pain that travels into the leg at stage 3." in text
    assert "begins with 1 sets, 5 reps, 7 s hold, effort 3 to 5 (CR10)" in text
    assert "No licensed clinician has reviewed it." in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("st-nothing",), "exercise is 'st-nothing': no exercise has this slug"),
        (("st-bird-dog", "--condition", "flu"), "conditions has the unknown value 'flu'"),
        (("st-bird-dog", "--age", "9"), "no plan at the age of 9"),
    ],
)
def test_it_refuses_what_it_does_not_know(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said) as refused:
        told(*words)
    assert refused.value.returncode == 2


def test_all_reasons_begin_with_the_one_that_a_prescription_gives() -> None:
    intake = Intake.model_validate({"schema": 1, "age": 82, "answers": {"*": "no"}, "conditions": ["facet-oa"]})
    for stage in STAGES:
        judge = judge_at(intake, stage=stage, knowledge=knowledge(), catalogue=catalogue())
        for exercise in catalogue().exercises.values():
            first, all_of_them = reason_against(exercise, judge=judge), all_against(exercise, judge=judge)
            assert [one.rule for one in all_of_them[:1]] == ([f"matching.{first[0]}"] if first else [])
            assert is_allowed(exercise, judge=judge) == (not all_of_them)


def test_a_sheet_tells_all_flags_that_an_exercise_lists() -> None:
    for sheet in sheets(knowledge=knowledge(), catalogue=catalogue()):
        listed = set(sheet.exercise.contraindicated_for_flags)
        assert listed <= {flag for flag, _ in sheet.by_flag}, sheet.exercise.slug
        assert all(one.stages or one.against for one in sheet.by_condition)
