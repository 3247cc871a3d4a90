"""What a clinician is alerted to: read from a plan's state, from what was just logged, and from the questionnaire."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from programs.engine.contract import Prescription, Shape
from programs.engine.logs import LogEntry, MeasureBody, NoteBody, day_of, order
from programs.engine.plans import Morning, PlanState, Review
from programs.engine.progress.measures import Score, important, measure_fault, measure_named, score
from programs.engine.progress.review import no_gain
from programs.knowledge.load import Knowledge
from programs.knowledge.schema.care import PainUp, Tier

PREFIX = "care."
JUDGED_DAYS = 21
"""Older mornings than this were judged when they were new; the state keeps enough before them to judge alike."""


class Raised(Shape):
    """One alert: its rule (`care.<id>`), what caused it (the same cause raises it once), the facts of its sentence."""

    rule: str
    cause: str
    facts: dict[str, int | str]


class Course(Shape):
    """How a plan was kept to: its first day, and the sessions `done` of those `planned` lately."""

    since: date
    done: int
    planned: int


def alerts(
    state: PlanState | None,
    *,
    logs: Iterable[LogEntry],
    logged: Iterable[LogEntry],
    knowledge: Knowledge,
    course: Course | None = None,
) -> tuple[Raised, ...]:
    """Everything that the plan and what was just `logged` raise, each cause once; pure, in no order that matters.

    `logs` are all that count for the plan, `state` and `course` are None without one. Source: care.yaml; specification
    2.3, 7, 11.28 and 11.29.
    """
    new, known = tuple(logged), tuple(logs)
    found = [*_written(new), *_worse_measures((*known, *new), knowledge)]
    found += _no_gain((*known, *new), course, knowledge) if course else ()
    if state is not None:
        found += [_reviewed(review, knowledge) for review in _apart(state.reviews, knowledge)]
        found += _two_flares(state, knowledge)
        found += _pain_up(state.mornings, knowledge.care.numbers.pain_up)
    return tuple({(one.rule, one.cause): one for one in found}.values())


def of_answers(answer: Prescription, *, cause: str, knowledge: Knowledge) -> tuple[Raised, ...]:
    """What the answers to the full questions raise, when no plan may begin."""
    if answer.outcome == "plan":
        return ()
    if answer.outcome == "clinician_first":
        because = " ".join(reason.because for reason in answer.reasons[:1])
        return (Raised(rule=f"{PREFIX}waits", cause=cause, facts={"because": because}),)
    items = ", ".join(reason.rule.removeprefix("screening.") for reason in answer.reasons)
    facts = _told({"items": items}, knowledge)
    return (Raised(rule=PREFIX + answer.outcome, cause=cause, facts=facts),)


def _written(logged: Iterable[LogEntry]) -> Iterator[Raised]:
    """Notes that are for the clinic; their words stay in the log, where they can be withdrawn."""
    for entry in logged:
        if isinstance(entry.body, NoteBody) and entry.body.to == "clinic":
            yield Raised(rule=PREFIX + ("help" if entry.body.needs_help else "note"), cause=str(entry.id), facts={})


def _worse_measures(logs: Iterable[LogEntry], knowledge: Knowledge) -> Iterator[Raised]:
    """Each measure that is worse than the one before or the first by what matters."""
    taken: dict[str, list[Score]] = {}
    for entry, now in _scored(logs, knowledge):
        before = taken.setdefault(now.measure, [])
        for other in before[-1:] + before[:1]:
            if important(other, now, knowledge=knowledge) == "worse":
                named = measure_named(now.measure, knowledge=knowledge)
                facts = {"measure": named.name if named else now.measure, "before": f"{other.value:g}"}
                yield Raised(
                    rule=f"{PREFIX}measure_worse", cause=str(entry.id), facts={**facts, "now": f"{now.value:g}"}
                )
                break
        before.append(now)


def _scored(logs: Iterable[LogEntry], knowledge: Knowledge) -> Iterator[tuple[LogEntry, Score]]:
    """Each measure with what it came to, in the order of the fold."""
    for entry in sorted({entry.id: entry for entry in logs}.values(), key=order):
        # What an older questionnaire asked can't be compared.
        if isinstance(entry.body, MeasureBody) and not measure_fault(entry.body, knowledge=knowledge):
            yield entry, score(entry.body, knowledge=knowledge)


def _no_gain(logs: Iterable[LogEntry], course: Course, knowledge: Knowledge) -> Iterator[Raised]:
    """That the work was done and nothing of pain and own activities got better enough; told with the newest of them."""
    told = [one for one in _scored(logs, knowledge) if one[1].measure in knowledge.measures.no_gain.measures]
    if not told:
        return
    newest = told[-1][0]
    week = (day_of(newest) - min(course.since, day_of(told[0][0]))).days // 7
    scores: dict[str, list[Score]] = {}
    for _, now in told:
        scores.setdefault(now.measure, []).append(now)
    pairs = {slug: (some[0], some[-1]) for slug, some in scores.items() if len(some) > 1}
    done, planned = course.done, course.planned
    if no_gain(pairs, week=week, done=done, planned=planned, knowledge=knowledge):
        yield Raised(rule=f"{PREFIX}no_gain", cause=str(newest.id), facts={"done": done, "planned": planned})


def _apart(reviews: Iterable[Review], knowledge: Knowledge) -> Iterator[Review]:
    """The reviews but for those that follow another of their rule too soon."""
    last: dict[str, date] = {}
    for review in reviews:
        rule = knowledge.care.rules.get(review.rule.removeprefix(PREFIX))
        quiet = timedelta(days=rule.quiet_days if rule else 0)
        if review.rule not in last or review.on - last[review.rule] >= quiet:
            last[review.rule] = review.on
            yield review


def _reviewed(review: Review, knowledge: Knowledge) -> Raised:
    return Raised(rule=review.rule, cause=str(review.log_id), facts=_told(review.facts, knowledge))


def _told(facts: dict[str, int | str], knowledge: Knowledge) -> dict[str, int | str]:
    """The facts with safety items named by their area, as a clinician reads them."""
    if "items" not in facts:
        return facts
    screening = knowledge.screening
    areas = {item.id: item.area.replace("-", " ") for item in (*screening.items, *screening.mini_items)}
    named = [f"{areas[item]} ({item})" if item in areas else item for item in str(facts["items"]).split(", ")]
    return {**facts, "items": ", ".join(named)}


def _two_flares(state: PlanState, knowledge: Knowledge) -> Iterator[Raised]:
    """A flare soon after another, unless it is told as one too many already."""
    told = {review.on for review in state.reviews if review.rule == f"{PREFIX}third_flare"}
    for before, begun in pairwise(state.flares_on):
        days = (begun - before).days
        if days <= knowledge.care.numbers.two_flares.within_days and begun not in told:
            yield Raised(rule=f"{PREFIX}two_flares", cause=f"flare {begun}", facts={"days": days})


def _pain_up(mornings: tuple[Morning, ...], rules: PainUp) -> Iterator[Raised]:
    """The mornings on which pain is up, after days on which it was not."""
    if not mornings:
        return
    up = {one.on: found for one in mornings if (found := _up_on(one.on, mornings, rules)) is not None}
    for on, facts in up.items():
        lately = any(0 < (on - other).days <= rules.quiet_days for other in up)
        if not lately and (mornings[-1].on - on).days <= JUDGED_DAYS:
            yield Raised(rule=f"{PREFIX}pain_up", cause=f"morning {on}", facts=facts)


def _up_on(on: date, mornings: tuple[Morning, ...], rules: PainUp) -> dict[str, int | str] | None:
    """Whether pain is up on a day: enough mornings of the window far enough above the median of those before it."""
    first = on - timedelta(days=rules.of_days - 1)
    before = [one.pain for one in mornings if 0 < (first - one.on).days <= rules.usual_days]
    if len(before) < rules.fewest_scores:
        return None
    usual = int(median(before))
    high = [
        one.pain
        for one in mornings
        if first <= one.on <= on and one.pain - usual >= max(rules.points, usual * rules.percent / 100)
    ]
    return {"pain": max(high), "days": len(high), "usual": usual} if len(high) >= rules.days else None


def may_wait(days: int, *, tier: Tier, knowledge: Knowledge) -> bool:
    """Whether an alert of a tier may be put off for so many days [design]."""
    return days <= knowledge.care.numbers.snooze_days.of(tier)


def is_shown(raised_at: datetime, *, joined_at: datetime, knowledge: Knowledge) -> bool:
    """Whether a clinic sees an alert, which may be from the last days before a person joined it [design]."""
    return raised_at >= joined_at - timedelta(days=knowledge.care.numbers.shown_before_link_days)
