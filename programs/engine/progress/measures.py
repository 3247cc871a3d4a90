"""What a measure's answers come to, and whether two results differ by enough to matter."""

from collections.abc import Mapping
from typing import Literal

from programs.engine.contract import Shape
from programs.engine.logs import MeasureBody
from programs.knowledge.load import Knowledge
from programs.knowledge.schema.measures import Measure

Verdict = Literal["better", "worse", "same"]
PLACES = 2  # a mean of 3 to 5 whole numbers is told apart from every other one by these


class Score(Shape):
    """What a measure came to, in its unit, and whether more of it is better or worse."""

    measure: str
    value: float
    unit: str
    better: Literal["up", "down"]


def measure_named(slug: str, *, knowledge: Knowledge) -> Measure | None:
    """The measure of this name; None if there is none."""
    return next((one for one in knowledge.measures.measures if one.slug == slug), None)


def measure_fault(body: MeasureBody, *, knowledge: Knowledge) -> str | None:
    """Why these answers can't be scored, in a few words; None if they can."""
    measure = measure_named(body.measure, knowledge=knowledge)
    if measure is None:
        return f"{body.measure} is not known here"
    if measure.own is None:
        ranges = {item.id: item.range for item in measure.items}
        if body.words:
            return f"{body.measure} has no activities of one's own"
    else:
        least, most = measure.own.at_least, measure.own.at_most
        if not least <= len(body.words) <= most:
            return f"{body.measure} takes {least} to {most} activities, each in words"
        ranges = dict.fromkeys(body.words, measure.own.range)
    if body.answers.keys() != ranges.keys():
        return f"{body.measure} takes one answer for each of {', '.join(ranges)}"
    for id_, (low, high) in ranges.items():
        if not low <= body.answers[id_] <= high:
            return f"{id_} is {body.answers[id_]}; it goes from {low} to {high}"
    return None


def score(body: MeasureBody, *, knowledge: Knowledge) -> Score:
    """What `body` comes to; raises ValueError for answers that `measure_fault` names.

    Sums of ticks, means of activities (rounded to 2 places), counts and metres as they are; of stages how many were
    held for all their seconds one after the other. Source: specification, section 7.
    """
    measure = measure_named(body.measure, knowledge=knowledge)
    fault = measure_fault(body, knowledge=knowledge)
    if measure is None or fault:
        raise ValueError(fault)
    return Score(
        measure=measure.slug,
        value=_value(measure, body.answers),
        unit=measure.unit[1],
        better=measure.better,
    )


def _value(measure: Measure, answers: Mapping[str, int]) -> float:
    if measure.scoring == "mean":
        return round(sum(answers.values()) / len(answers), PLACES)
    if measure.scoring == "stages":
        held = [answers[item.id] >= item.range[1] for item in measure.items]
        return float([*held, False].index(False))
    return float(sum(answers.values()))  # a value is a sum of one


def important(before: Score, after: Score, *, knowledge: Knowledge) -> Verdict:
    """Whether `after` differs from `before` by enough to matter; raises ValueError for two measures.

    Better is a gain of the measure's points, or of its percent of the score before: either is enough. Worse is a loss
    of the points: the percent was published for gains. Source: specification, section 7.
    """
    measure = measure_named(before.measure, knowledge=knowledge)
    if measure is None or after.measure != before.measure:
        raise ValueError(f"{before.measure} and {after.measure} can't be compared")
    rules = measure.important
    change = round(after.value - before.value, PLACES)
    gain = change if measure.better == "up" else -change
    by_percent = rules.percent is not None and 0 < before.value * rules.percent / 100 <= gain
    if gain >= rules.points or by_percent:
        return "better"
    return "worse" if -gain >= rules.points else "same"
