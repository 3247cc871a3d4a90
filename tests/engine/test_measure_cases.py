"""Runs the cases of tests/cases/progress: what measures come to, and which change matters."""

from datetime import date
from pathlib import Path
from typing import Literal

import pytest
import yaml
from pydantic import Field, TypeAdapter

from programs.engine.contract import Shape
from programs.engine.logs import MeasureBody
from programs.engine.progress import Score, important, measure_fault, measure_named, score
from programs.knowledge.load import knowledge

FOLDER = Path(__file__).parents[1] / "cases" / "progress"


class Scored(Shape):
    """Answers, and the value they come to or what the refusal says."""

    name: str
    measure: str
    answers: dict[str, int] = {}
    all_: int | None = Field(default=None, alias="all")
    words: dict[str, str] = {}
    value: float | None = None
    refused: str | None = None


class Compared(Shape):
    """Two scores of one measure, and whether the change between them matters."""

    measure: str
    before: float = Field(alias="from")
    after: float = Field(alias="to")
    verdict: Literal["better", "worse", "same"] = Field(alias="is")
    why: str | None = None


SCORED = TypeAdapter(list[Scored]).validate_python(yaml.safe_load((FOLDER / "measures.yaml").read_text()))
COMPARED = TypeAdapter(list[Compared]).validate_python(yaml.safe_load((FOLDER / "important.yaml").read_text()))


@pytest.mark.parametrize("case", SCORED, ids=lambda case: case.name)
def test_it_scores_as_the_case_says(case: Scored) -> None:
    measure = measure_named(case.measure, knowledge=knowledge())
    same = {} if case.all_ is None or measure is None else {item.id: case.all_ for item in measure.items}
    body = MeasureBody(on=date(2026, 3, 2), measure=case.measure, answers=same | case.answers, words=case.words)
    if case.refused:
        assert case.refused in (measure_fault(body, knowledge=knowledge()) or "")
        with pytest.raises(ValueError, match=case.measure if "known" in case.refused else "."):
            score(body, knowledge=knowledge())
    else:
        assert score(body, knowledge=knowledge()).value == case.value


@pytest.mark.parametrize("case", COMPARED, ids=lambda case: f"{case.measure} {case.before} to {case.after}")
def test_it_says_which_change_matters(case: Compared) -> None:
    before, after = (
        Score(measure=case.measure, value=value, unit="", better="up") for value in (case.before, case.after)
    )
    assert important(before, after, knowledge=knowledge()) == case.verdict


def test_two_measures_are_not_compared() -> None:
    one, other = (Score(measure=slug, value=1, unit="", better="up") for slug in ("nprs", "psfs"))
    with pytest.raises(ValueError, match="can't be compared"):
        important(one, other, knowledge=knowledge())
