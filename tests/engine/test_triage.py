"""Runs tests/cases/intake/triage.yaml: the rows for pain in the back of the thigh, in order, and where each leads."""

import pytest
from pydantic import BaseModel, ConfigDict, JsonValue

from programs.engine.contract import Outcome
from programs.knowledge.load import knowledge
from programs.knowledge.schema.intake import Option
from tests.engine.intakes import CASES as FOLDER
from tests.engine.intakes import prescribed, read_yaml


class Row(BaseModel):
    """A row of the triage and what it leads to: a rule that stops, or what the plan is built for."""

    model_config = ConfigDict(extra="forbid")

    row: str
    outcome: Outcome
    rule: str | None = None
    built_for: str | None = None
    stage_up_to: int = 5
    intake: dict[str, JsonValue] = {}


class Triage(BaseModel):
    """The rows in order, and the area that brings them up."""

    model_config = ConfigDict(extra="forbid")

    area: str
    cases: tuple[Row, ...]


TRIAGE = Triage.model_validate(read_yaml(FOLDER / "intake" / "triage.yaml"))
STEP = next(step for step in knowledge().intake.steps if step.id == "thigh")


def _told(option: Option) -> dict[str, JsonValue]:
    """What the phone sends when this option is picked and every other safety question is answered No."""
    sets: dict[str, JsonValue] = {
        field: list[JsonValue](value) if isinstance(value, tuple) else value
        for field, value in (option.sets or {}).items()
    }
    answers: dict[str, JsonValue] = dict(option.answers)
    return {**sets, "answers": answers}


def test_the_rows_stand_in_the_order_of_the_triage_and_only_for_the_thigh() -> None:
    assert [option.value for option in STEP.options] == [case.row for case in TRIAGE.cases]
    assert [(clause.step, clause.is_in) for clause in STEP.show_if] == [("area", (TRIAGE.area,))]


@pytest.mark.parametrize("case", TRIAGE.cases, ids=lambda case: case.row)
def test_a_row_leads_where_the_case_says(case: Row) -> None:
    option = next(option for option in STEP.options if option.value == case.row)
    answer = prescribed({"onset_weeks": 8, "pain_worst_24h": 4}, _told(option), case.intake)
    assert answer.outcome == case.outcome
    assert (answer.program is None) == (case.outcome != "plan")
    if case.rule:
        assert answer.reasons[0].rule == case.rule
    if case.built_for:
        told = next(reason.because for reason in answer.reasons if reason.rule == "matching.plan_for")
        assert case.built_for in told
        assert (answer.stage or 0) <= case.stage_up_to


def test_every_row_that_stops_says_so_where_it_is_picked() -> None:
    for option in STEP.options:
        assert bool(option.answers) == bool(option.help)


def test_every_row_has_its_source() -> None:
    assert [option.value for option in STEP.options if not option.sources] == []
