"""Runs the cases of tests/cases/matching: what may be offered, and the first reason against what may not."""

import pytest
from pydantic import BaseModel, ConfigDict

from exercises.load import catalogue
from exercises.schema import Exercise
from programs.engine.matching import reason_against
from tests.engine.intakes import CASES as FOLDER
from tests.engine.intakes import Case, CaseFile, files, judge, pool_of, prescribed, read_yaml

ENVELOPE = {"manual", "position", "load", "earliest_stage", "stage_grade"}
"""What the swimming table goes by: the envelope of the condition and the grade of the stage; no flags, ages or kit."""


class Matched(Case):
    """`offered` may be done; `left_out` may not, for the reason named; `lacks_kit` is safe, and its kit is missing.

    `stage` judges at this stage instead of the starting one. `written` judges an exercise as if the catalogue said this
    of it: a rule that stands behind another one is shown to hold alone. `refers`: there is no plan, by this rule.
    """

    stage: int | None = None
    written: dict[str, dict[str, list[str] | dict[str, str]]] = {}
    offered: tuple[str, ...] = ()
    left_out: dict[str, str] = {}
    lacks_kit: tuple[str, ...] = ()
    refers: str | None = None


class MatchedFile(CaseFile):
    """Cases of matching."""

    cases: tuple[Matched, ...]


class Swimming(BaseModel):
    """Section 4.1 of the specification: the earliest stage of each stroke with each condition; 0 is never."""

    model_config = ConfigDict(extra="forbid")

    exercises: tuple[str, ...]
    earliest: dict[str, tuple[int, ...]]


FILES = files("matching", MatchedFile)
CASES = {f"{stem}: {case.name}": (file, case) for stem, file in FILES.items() for case in file.cases}
TABLE = Swimming.model_validate(read_yaml(FOLDER / "matching" / "tables" / "swimming.yaml"))


@pytest.mark.parametrize("name", CASES)
def test_it_matches_as_the_case_says(name: str) -> None:
    file, case = CASES[name]
    found = pool_of(file.common, case.intake, stage=case.stage)
    allowed = {exercise.slug for exercise in found.allowed}
    reasons = {exercise.slug: rule for exercise, rule, _ in found.left_out}
    for slug, fields in case.written.items():
        against = reason_against(_written(slug, fields), judge=judge(file.common, case.intake, stage=case.stage))
        reasons[slug] = against[0] if against else "nothing"
    assert [slug for slug in case.offered if slug not in allowed] == []
    assert {slug: reasons.get(slug) for slug in case.left_out} == case.left_out
    assert [slug for slug in case.lacks_kit if slug in allowed or slug in reasons] == []
    if case.refers is not None:
        answer = prescribed(file.common, case.intake)
        assert (answer.outcome, answer.program) == ("clinician_first", None)
        assert f"matching.{case.refers}" in [reason.rule for reason in answer.reasons]


def _written(slug: str, fields: dict[str, list[str] | dict[str, str]]) -> Exercise:
    exercise = catalogue().exercises[slug].model_dump()
    for field, value in fields.items():
        exercise[field] = {**exercise[field], **value} if isinstance(value, dict) else value
    return Exercise.model_validate(exercise)


def test_the_cases_have_names_of_their_own() -> None:
    assert len(CASES) == sum(len(file.cases) for file in FILES.values())


@pytest.mark.parametrize("condition", TABLE.earliest)
def test_strokes_open_when_the_swimming_table_says(condition: str) -> None:
    swimmer = {
        "age": 30, "conditions": [condition], "swims": "well", "pain_worst_24h": 2, "weeks_since_birth": 20,
        "equipment": ["pool", "deep_pool", "kickboard", "snorkel"],
    }  # fmt: skip
    opens = []
    for slug in TABLE.exercises:
        stages = [stage for stage in range(1, 6) if _fits_the_envelope(slug, swimmer, stage)]
        assert stages == list(range(stages[0], 6)) if stages else True
        opens.append(stages[0] if stages else 0)
    assert dict(zip(TABLE.exercises, opens, strict=True)) == dict(
        zip(TABLE.exercises, TABLE.earliest[condition], strict=True)
    )


def _fits_the_envelope(slug: str, swimmer: dict[str, object], stage: int) -> bool:
    against = reason_against(catalogue().exercises[slug], judge=judge(swimmer, stage=stage))  # type: ignore[arg-type]
    return against is None or against[0] not in ENVELOPE
