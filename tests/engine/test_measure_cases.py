"""Runs the cases of tests/cases/progress: when measures are due, what they come to, what is told of them."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

import pytest
import yaml
from pydantic import Field, TypeAdapter

from programs.engine.contract import Shape
from programs.engine.logs import LogEntry, MeasureBody
from programs.engine.progress import Score, Taker, due, important, measure_fault, measure_named, no_gain, score
from programs.knowledge.load import knowledge
from programs.plans.measured import measures_view
from tests.engine.intakes import read
from tests.engine.journey import MONDAY, log_id

FOLDER = Path(__file__).parents[1] / "cases" / "progress"


class Scored(Shape):
    """Answers, and the value they come to or what the refusal says; `each` answers one item after the other alone."""

    name: str
    measure: str
    answers: dict[str, int] = {}
    all_: int | None = Field(default=None, alias="all")
    each: int | None = None
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


class Asked(Shape):
    """A day of the plan and which measures are due on it; `given` are the days on which each was taken."""

    name: str
    day: int
    age: int = 70
    conditions: tuple[str, ...] = ("facet-oa",)
    flags: tuple[str, ...] = ()
    stage: int = 2
    easing: bool = False
    given: dict[str, tuple[int, ...]] = {}
    due: tuple[str, ...]


class AskedFile(Shape):
    """Cases of what is due; `all` names every measure that can be."""

    all_: tuple[str, ...] = Field(alias="all")
    cases: tuple[Asked, ...]


class Result(Shape):
    """A result, the one before it, and what is told: words of the sentence, and of the advice beside it, if any."""

    name: str
    measure: str
    before: dict[str, int] = {}
    now: dict[str, int]
    says: str = ""
    hint: str | None = None


class Average(Shape):
    """The average of the chair stand at the ends of some ages, by sex."""

    ages: tuple[int, int]
    male: int
    female: int
    unspecified: int


class ToldFile(Shape):
    """Cases of what is told of results."""

    results: tuple[Result, ...]
    averages: tuple[Average, ...]


class Gained(Shape):
    """Pain and own activities, first and now, beside the work done; whether a clinician should look."""

    name: str
    pain: tuple[float, float] | None = None
    own: tuple[float, float] | None = None
    week: int
    done: int
    planned: int
    look: bool


def cases(name: str) -> object:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_bytes())


SCORED = TypeAdapter(list[Scored]).validate_python(cases("measures"))
COMPARED = TypeAdapter(list[Compared]).validate_python(cases("important"))
ASKED = AskedFile.model_validate(cases("due"))
TOLD = ToldFile.model_validate(cases("told"))
GAINED = TypeAdapter(list[Gained]).validate_python(cases("no_gain"))
SEXES: tuple[Literal["male", "female", "unspecified"], ...] = ("male", "female", "unspecified")
AVERAGES = [(age, sex, getattr(row, sex)) for row in TOLD.averages for age in row.ages for sex in SEXES]


@pytest.mark.parametrize("case", SCORED, ids=lambda case: case.name)
def test_it_scores_as_the_case_says(case: Scored) -> None:
    measure = measure_named(case.measure, knowledge=knowledge())
    items = [item.id for item in measure.items] if measure else []
    if case.each is not None:
        for item in items:
            body = MeasureBody(on=MONDAY, measure=case.measure, answers=dict.fromkeys(items, 0) | {item: case.each})
            assert measure_fault(body, knowledge=knowledge()) == f"{item} {case.refused}"
        return
    same = {} if case.all_ is None else dict.fromkeys(items, case.all_)
    body = MeasureBody(on=MONDAY, measure=case.measure, answers=same | case.answers, words=case.words)
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


@pytest.mark.parametrize("case", ASKED.cases, ids=lambda case: case.name)
def test_it_asks_for_what_the_case_says(case: Asked) -> None:
    given: dict[str, list[date]] = {}
    for name, days in case.given.items():
        for slug in ASKED.all_ if name == "all" else (name,):
            given[slug] = [*given.get(slug, []), *(MONDAY + timedelta(days=on) for on in days)]
    taker = Taker(
        age=case.age, conditions=case.conditions, flags=case.flags, stage=case.stage, easing=case.easing
    )  # fmt: skip
    today = MONDAY + timedelta(days=case.day)
    found = due(taker, given=given, since=MONDAY, today=today, knowledge=knowledge())
    assert tuple(one.slug for one in found) == case.due


def told(*results: tuple[str, dict[str, int]], age: int = 70, sex: str = "male") -> tuple[str, str | None]:
    """The sentence and the advice about some results of one measure, the oldest first."""
    logs = []
    for number, (slug, said) in enumerate(results):
        measure = measure_named(slug, knowledge=knowledge())
        assert measure is not None
        ticks = {item.id: int(place < said.get("fit", 0)) for place, item in enumerate(measure.items)}
        answers = ticks if measure.asked == "ticks" else said
        words = {name: name for name in answers} if measure.own else {}
        on = MONDAY + timedelta(weeks=number)
        body = MeasureBody(on=on, measure=slug, answers=answers, words=words)
        at = datetime.combine(on, time(9, tzinfo=UTC))
        logs.append(LogEntry(id=log_id("measure", number), kind="measure", occurred_at=at, body=body))
    intake = read({"age": age, "sex": sex})
    view = measures_view(logs, intake=intake, state=None, since=None, today=MONDAY, knowledge=knowledge())
    return view.told[0].sentence, view.told[0].hint


@pytest.mark.parametrize("case", TOLD.results, ids=lambda case: case.name)
def test_it_tells_of_a_result_what_the_case_says(case: Result) -> None:
    sentence, advice = told(*((case.measure, answers) for answers in (case.before, case.now) if answers))
    assert case.says in sentence
    assert (case.hint is None) == (advice is None)
    assert case.hint is None or case.hint in (advice or "")


@pytest.mark.parametrize("average", AVERAGES)
def test_it_tells_what_is_below_the_average_of_the_age(average: tuple[int, str, int]) -> None:
    age, sex, times = average
    below = [told(("chair-stand-30s", {"times": count}), age=age, sex=sex)[1] for count in (max(times - 1, 0), times)]
    assert [hint is not None for hint in below] == [times > 0, False]


@pytest.mark.parametrize("case", GAINED, ids=lambda case: case.name)
def test_it_says_when_the_work_has_brought_no_gain(case: Gained) -> None:
    pairs = {}
    for slug, pair in (("nprs", case.pain), ("psfs", case.own)):
        if pair is not None:
            first, now = (Score(measure=slug, value=value, unit="", better="up") for value in pair)
            pairs[slug] = (first, now)
    found = no_gain(pairs, week=case.week, done=case.done, planned=case.planned, knowledge=knowledge())
    assert found == case.look
