"""Runs the cases of tests/cases/grading: phase, irritability, stage, caps and start doses."""

import pytest

from exercises.load import catalogue
from programs.engine.contract import AgeBand, Irritability, Phase
from programs.engine.grading.dose import start_dose
from programs.knowledge.load import knowledge
from tests.engine.intakes import Case, CaseFile, files, judge, prescribed


class Graded(Case):
    """Everything that is named must be so; `doses` are start doses, in the words of the contract."""

    phase: Phase | None = None
    irritability: Irritability | None = None
    stage: int | None = None
    grade_cap: int | None = None
    band: AgeBand | None = None
    direction: str | None = None
    limits: tuple[int, int] | None = None
    reasons: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    doses: dict[str, dict[str, int | str | list[int]]] = {}


class GradedFile(CaseFile):
    """Cases of grading."""

    cases: tuple[Graded, ...]


FILES = files("grading", GradedFile)
CASES = {f"{stem}: {case.name}": (file, case) for stem, file in FILES.items() for case in file.cases}


@pytest.mark.parametrize("name", CASES)
def test_it_grades_as_the_case_says(name: str) -> None:
    file, case = CASES[name]
    answer = prescribed(file.common, case.intake)
    found = {
        "phase": answer.phase,
        "irritability": answer.irritability,
        "stage": answer.stage,
        "grade_cap": answer.grade_cap,
        "band": answer.age_band,
        "direction": answer.direction,
        "limits": answer.limits and (answer.limits.pain_ok, answer.limits.pain_stop),
    }
    expected = {field: value for field in found if (value := getattr(case, field)) is not None}
    assert {field: found[field] for field in expected} == expected
    assert {f"grading.{rule}" for rule in case.reasons} <= {reason.rule for reason in answer.reasons}
    sentences = " ".join(reason.because for reason in answer.reasons)
    assert [words for words in case.says if words not in sentences] == []


@pytest.mark.parametrize("name", [name for name, (_, case) in CASES.items() if case.doses])
def test_it_doses_as_the_case_says(name: str) -> None:
    file, case = CASES[name]
    person = judge(file.common, case.intake).person
    for slug, expected in case.doses.items():
        dose = start_dose(catalogue().exercises[slug], person=person, knowledge=knowledge()).model_dump(mode="json")
        assert (slug, {field: dose[field] for field in expected}) == (slug, expected)


def test_the_cases_have_names_of_their_own() -> None:
    assert len(CASES) == sum(len(file.cases) for file in FILES.values())
