"""Runs the cases of tests/cases/progression: what `decide` says to the facts of one session."""

from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict

from programs.engine.contract import Action
from programs.engine.progression.reading import read_facts
from programs.engine.progression.rules import decide
from programs.knowledge.load import knowledge

FOLDER = Path(__file__).parents[1] / "cases" / "progression"


class Case(BaseModel):
    """One case, as a clinician reads it."""

    model_config = ConfigDict(extra="forbid")

    name: str
    facts: dict[str, str | bool | int | float | None]
    expect: Action
    rule: str


class CaseFile(BaseModel):
    """The cases of one file; `common` facts hold in each unless the case says otherwise."""

    model_config = ConfigDict(extra="forbid")

    common: dict[str, str | bool | int | float | None]
    cases: tuple[Case, ...]


FILES = {
    path.stem: CaseFile.model_validate(yaml.safe_load(path.read_bytes())) for path in sorted(FOLDER.glob("*.yaml"))
}
CASES = {f"{stem}: {case.name}": (file, case) for stem, file in FILES.items() for case in file.cases}


@pytest.mark.parametrize("name", CASES)
def test_it_decides_as_the_case_says(name: str) -> None:
    file, case = CASES[name]
    decision = decide(read_facts({**file.common, **case.facts}), knowledge=knowledge())
    assert (decision.action, decision.rule) == (case.expect, f"progression.{case.rule}")
    assert decision.because.endswith(".")
    assert "{" not in decision.because
    assert decision.source


def test_the_cases_have_names_of_their_own() -> None:
    assert len(CASES) == sum(len(file.cases) for file in FILES.values())


def test_the_thirty_cases_of_the_draft_are_there() -> None:
    assert len(FILES["draft"].cases) == 30


def test_every_row_is_reached_by_a_case() -> None:
    assert {case.rule for _, case in CASES.values()} == set(knowledge().progression.actions)
