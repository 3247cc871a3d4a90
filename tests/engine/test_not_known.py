"""Runs tests/cases/intake/unknown.yaml: what "I don't know" becomes, and that nobody is told a diagnosis."""

import re

import pytest
from pydantic import BaseModel, ConfigDict, JsonValue

from programs.engine.contract import Prescription
from programs.knowledge.load import knowledge
from programs.knowledge.schema.intake import Option
from tests.engine.intakes import CASES as FOLDER
from tests.engine.intakes import prescribed, read_yaml

CLINICAL = re.compile(
    r"sciatica|radiculopath|stenosis|herniat|prolaps|slipped|bulg|spondyl|osteopor|scolio|piriformis|arthrit|paget|"
    r"degenerat|tendinopath|hamstring strain|sacroiliac|syndrome|facet|fracture|\b[MSQ]\d\d(\.\d)?\b",
    re.IGNORECASE,
)
"""Words of a diagnosis: a plan speaks of what is felt."""


class Unknown(BaseModel):
    """An answer that is not known: `option` is the one that says so; without it the question is passed over."""

    model_config = ConfigDict(extra="forbid")

    step: str
    option: str | None = None
    told: dict[str, JsonValue] = {}
    without: tuple[str, ...] = ()
    reads: dict[str, JsonValue] = {}
    assumed: dict[str, JsonValue] = {}
    rule: str | None = None
    stage_up_to: int = 5


class UnknownFile(BaseModel):
    """The cases and what they share."""

    model_config = ConfigDict(extra="forbid")

    common: dict[str, JsonValue]
    cases: tuple[Unknown, ...]


FILE = UnknownFile.model_validate(read_yaml(FOLDER / "intake" / "unknown.yaml"))
STEPS = {step.id: step for step in knowledge().intake.steps}
SUSPECTED = [
    (option.value, option.sets)
    for step in ("area", "thigh")
    for option in STEPS[step].options
    if option.sets and not option.answers
]


@pytest.mark.parametrize("case", FILE.cases, ids=lambda case: case.step)
def test_what_is_not_known_is_read_carefully_and_said(case: Unknown) -> None:
    step = STEPS[case.step]
    assert step.optional
    if case.option:
        option = next(option for option in step.options if option.value == case.option)
        assert _read(option, step.field) == case.reads
    common = {field: value for field, value in FILE.common.items() if field not in case.without}
    answer = prescribed(common, case.told, case.reads)
    assert answer.outcome == "plan"
    assumed = {told.field: told.value for told in answer.assumed}
    assert {field: assumed.get(field, "nothing") for field in case.assumed} == case.assumed
    if case.rule:
        assert case.rule in {reason.rule for reason in answer.reasons}
    assert (answer.stage or 0) <= case.stage_up_to


def _read(option: Option, field: str | None) -> dict[str, JsonValue]:
    """The fields that an option sets to something; the word `unknown` of the intake itself is nothing known."""
    sets = option.sets if option.sets is not None else {str(field): option.value}
    listed = {name: list[JsonValue](value) if isinstance(value, tuple) else value for name, value in sets.items()}
    return {name: value for name, value in listed.items() if value not in (None, "unknown")}


def test_a_question_that_can_be_answered_with_not_sure_has_no_second_way_that_says_less() -> None:
    """The phone offers to pass a question over unless an option is called unknown: that one is read carefully."""
    unsure = re.compile(r"not sure|don't know")
    for step in STEPS.values():
        says_so = {option.value for option in step.options if unsure.search(option.label)}
        assert not step.optional or says_so <= {"unknown"} or step.id == "area", step.id


@pytest.mark.parametrize(("place", "sets"), SUSPECTED, ids=lambda value: value if isinstance(value, str) else "")
def test_nobody_is_told_a_diagnosis_that_no_clinician_gave(place: str, sets: dict[str, JsonValue]) -> None:
    told = {field: list(value) if isinstance(value, tuple) else value for field, value in sets.items()}
    answer = prescribed({"onset_weeks": 8, "pain_worst_24h": 3, "age": 66}, told)
    assert answer.outcome == "plan"
    assert [text for text in _texts(answer) if CLINICAL.search(text)] == []


def test_what_a_plan_is_built_for_is_never_a_diagnosis() -> None:
    phrases = {slug: condition.built_for for slug, condition in knowledge().conditions.items()}
    assert {slug: phrase for slug, phrase in phrases.items() if CLINICAL.search(phrase)} == {}


def _texts(answer: Prescription) -> list[str]:
    """Every sentence that a person may read about their plan."""
    assert answer.program is not None
    items = [item for session in answer.program.sessions for item in session.items]
    return [
        *(reason.because for reason in answer.reasons),
        *(excluded.because for excluded in answer.excluded),
        *(why.because for item in items for why in item.why),
        *(advice.text for advice in answer.advice),
    ]
