"""What measures came to over time, and which are due, ready to show: pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from programs.engine.contract import Intake, Shape
from programs.engine.logs import LogEntry, MeasureBody
from programs.engine.plans import PlanState
from programs.engine.progress import (
    Score,
    Verdict,
    due,
    hint,
    important,
    measure_fault,
    measure_named,
    score,
    taker_of,
)
from programs.knowledge.load import Knowledge, explain
from programs.knowledge.schema.measures import Measure

POINTS_SHOWN = 12


class MeasureItemView(Shape):
    """One thing to answer, from `low` to `high`."""

    id: str
    text: str
    low: int
    high: int


class OwnView(Shape):
    """How many activities of one's own, the range of their answers, and those that were named before."""

    at_least: int
    at_most: int
    low: int
    high: int
    words: dict[str, str]


class MeasureForm(Shape):
    """A measure that is due, word for word: `seconds` is the length of a timed one, `with_help` who should be there."""

    slug: str
    name: str
    purpose: str
    how: tuple[str, ...]
    with_help: str | None
    asked: str
    seconds: int | None
    items: tuple[MeasureItemView, ...]
    own: OwnView | None
    citation: str


class MeasurePoint(Shape):
    """A result on a day."""

    on: date
    value: float


class MeasureTold(Shape):
    """A measure that was taken, the oldest result first; its sentence speaks of nobody, so that anybody may read it.

    Between the two values of `band` nothing differs from the first result by enough to matter. `top` is the top of its
    drawing. `hint` is advice beside the last result, `detail` each activity of one's own.
    """

    slug: str
    name: str
    sentence: str
    hint: str | None
    detail: str | None
    unit: str
    top: float
    band: tuple[float, float]
    points: tuple[MeasurePoint, ...]


class MeasuresView(Shape):
    """What is due now, and what was measured."""

    due: tuple[MeasureForm, ...] = ()
    told: tuple[MeasureTold, ...] = ()


Result = tuple[MeasureBody, Score]


def measures_view(
    logs: Iterable[LogEntry],
    *,
    intake: Intake,
    state: PlanState | None,
    since: date | None,
    today: date,
    knowledge: Knowledge,
) -> MeasuresView:
    """The measures in `logs`, and with a `state` and the day `since` which the plan runs those that are due `today`.

    Weeks count from the plan's start, or from the first measure if that was before: a new plan begins no new baseline.
    """
    results = results_of(logs, knowledge=knowledge)
    forms: tuple[MeasureForm, ...] = ()
    if state is not None and since is not None:
        given = {slug: [body.on for body, _ in found] for slug, found in results.items()}
        first = min([since, *(on for days in given.values() for on in days)])
        taker = taker_of(intake, state, on=today, knowledge=knowledge)
        wanted = due(taker, given=given, since=first, today=today, knowledge=knowledge)
        forms = tuple(_form(measure, results.get(measure.slug, ())) for measure in wanted)
    told = (_told(found, intake=intake, knowledge=knowledge) for found in results.values())
    return MeasuresView(due=forms, told=tuple(told))


def results_of(logs: Iterable[LogEntry], *, knowledge: Knowledge) -> dict[str, list[Result]]:
    """The scored results of each measure by day, in the order of measures.yaml; what can't be scored is passed over."""
    found: dict[str, list[Result]] = {measure.slug: [] for measure in knowledge.measures.measures}
    for body in (log.body for log in logs):
        if isinstance(body, MeasureBody) and measure_fault(body, knowledge=knowledge) is None:
            found[body.measure].append((body, score(body, knowledge=knowledge)))
    return {slug: sorted(results, key=lambda one: one[0].on) for slug, results in found.items() if results}


def _form(measure: Measure, before: Sequence[Result]) -> MeasureForm:
    own = measure.own
    return MeasureForm(
        slug=measure.slug,
        name=measure.name,
        purpose=measure.purpose,
        how=measure.how,
        with_help=measure.with_help,
        asked=measure.asked,
        seconds=measure.seconds,
        items=tuple(
            MeasureItemView(id=item.id, text=item.text, low=item.range[0], high=item.range[1]) for item in measure.items
        ),
        own=own
        and OwnView(
            at_least=own.at_least,
            at_most=own.at_most,
            low=own.range[0],
            high=own.range[1],
            words=before[-1][0].words if before else {},
        ),
        citation=measure.licence.citation,
    )


def _told(results: Sequence[Result], *, intake: Intake, knowledge: Knowledge) -> MeasureTold:
    (first, first_score), (last, last_score) = results[0], results[-1]
    measure = measure_named(last.measure, knowledge=knowledge)
    if measure is None:
        raise ValueError(last.measure)
    band = _band(first_score, measure)
    values = [one.value for _, one in results]
    counted = measure.asked in ("count", "metres")
    advice = hint(last_score, last, age=intake.age, sex=intake.sex, knowledge=knowledge)
    return MeasureTold(
        slug=measure.slug,
        name=measure.name,
        sentence=_sentence(results, measure=measure, knowledge=knowledge),
        hint=advice and explain(f"measures.{advice}", {}, knowledge=knowledge).because,
        detail=_detail(first, last) if measure.own else None,
        unit=measure.unit[1],
        top=max(*values, band[1]) if counted else measure.range[1],
        band=band,
        points=tuple(MeasurePoint(on=body.on, value=one.value) for body, one in _shown(results)),
    )


def _shown(results: Sequence[Result]) -> Sequence[Result]:
    """The first result, which the others are compared with, and the last ones."""
    return results if len(results) <= POINTS_SHOWN else [results[0], *results[1 - POINTS_SHOWN :]]


def _band(first: Score, measure: Measure) -> tuple[float, float]:
    rules = measure.important
    gain = rules.points if rules.percent is None else min(rules.points, first.value * rules.percent / 100)
    down, up = (rules.points, gain) if measure.better == "up" else (gain or rules.points, rules.points)
    low, high = measure.range
    return max(low, round(first.value - down, 2)), min(high, round(first.value + up, 2))


def _sentence(results: Sequence[Result], *, measure: Measure, knowledge: Knowledge) -> str:
    """The first result beside the last one, and whether the change matters."""
    (first, before), (last, after) = results[0], results[-1]
    unit = f" {measure.unit[1]}" if measure.asked in ("count", "metres") else ""
    if len(results) == 1:
        what = _main(last) if measure.own else measure.what
        now: float = last.answers[next(iter(last.words))] if measure.own else after.value
        return _say("first", {"what": what, "now": f"{now:g}{unit}"}, knowledge=knowledge)
    verdict = important(before, after, knowledge=knowledge)
    healed = measure.recovered is not None and after.value <= measure.recovered.up_to < before.value
    rule: str = "recovered" if healed else verdict
    facts = {"what": measure.what, "before": f"{_short(before)}{unit}", "now": _short(after)}
    same = _same_activities(first, last)
    if measure.own and same:
        words, (was, now) = _telling(same, verdict)
        return _say(f"own_{verdict}", {"what": words, "before": was, "now": now}, knowledge=knowledge)
    return _say(rule, facts, knowledge=knowledge)


def _short(one: Score) -> str:
    return f"{one.value:.1f}".removesuffix(".0")


def _main(body: MeasureBody) -> str:
    """The activity named first."""
    return next(iter(body.words.values()))


def _same_activities(first: MeasureBody, last: MeasureBody) -> dict[str, tuple[int, int]]:
    """What was rated both times, by its words, in the order of now."""
    was = {words: first.answers[id_] for id_, words in first.words.items()}
    return {words: (was[words], last.answers[id_]) for id_, words in last.words.items() if words in was}


def _telling(same: Mapping[str, tuple[int, int]], verdict: Verdict) -> tuple[str, tuple[int, int]]:
    """The activity that tells the verdict best: the one that moved most its way, else the one named first."""
    turn = {"better": 1, "worse": -1, "same": 0}[verdict]
    return max(same.items(), key=lambda one: turn * (one[1][1] - one[1][0]))


def _detail(first: MeasureBody, last: MeasureBody) -> str:
    same = _same_activities(first, last) if first is not last else {}
    told = (
        f"{words}: {same[words][0]}, now {last.answers[id_]}." if words in same else f"{words}: {last.answers[id_]}."
        for id_, words in last.words.items()
    )
    return " ".join(told)


def _say(rule: str, facts: Mapping[str, object], *, knowledge: Knowledge) -> str:
    return explain(f"measures.{rule}", facts, knowledge=knowledge).because
