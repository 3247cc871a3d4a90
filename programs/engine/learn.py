"""Which lessons are for whom now: pure matching by condition, stage, age and moment; nothing is stored."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from programs.engine.contract import Reason, Shape
from programs.engine.plans import ChangeAction, DatedSession, PlanState, Published
from programs.engine.progression.flares import flare_day
from programs.engine.screening import Known, known
from programs.knowledge.load import Knowledge, explain
from programs.knowledge.schema.learn import Lesson, Moment, MomentRule

PREFIX: Final = "lesson:"
READ: Final = "read"
IN_WATER: Final = "aquatic"
ON_FOOT: Final = "walking"


class Suggested(Shape):
    """A lesson for somebody now, and why now."""

    lesson: str
    why: Reason


class Learner(Shape):
    """All that the choice of lessons goes by; `moments` in the order in which they count."""

    age: int
    stage: int
    conditions: tuple[str, ...]
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Now:
    """What moments are told from, but for what was answered."""

    starts_on: date
    state: PlanState
    today: date
    groups: frozenset[str]
    person: Known
    knowledge: Knowledge


def learner_of(
    published: Published, state: PlanState, sessions: Iterable[DatedSession], *, today: date, knowledge: Knowledge
) -> Learner:
    """Who learns: from what they answered, the plan's state and the `sessions` to come, today's included."""
    person = known(published.intake, knowledge=knowledge)
    last = today + timedelta(days=knowledge.learn.offer.ahead_days - 1)
    near = (item for session in sessions if today <= session.on <= last for item in session.items)
    now = _Now(
        starts_on=published.starts_on,
        state=state,
        today=today,
        groups=frozenset(item.group for item in near),
        person=person,
        knowledge=knowledge,
    )
    on = (moment for moment, rule in knowledge.learn.moments.items() if _said(rule, person) or _has_come(moment, now))
    return Learner(age=person.intake.age, stage=state.stage, conditions=person.conditions, moments=tuple(on))


def suggested(learner: Learner, *, read: Iterable[str], knowledge: Knowledge) -> tuple[Suggested, ...]:
    """Every unread lesson that is for them now, the next one first, and no more than are offered at once.

    First those whose moment has come, in the order of moments, each with the one that leads it; then those for their
    condition; then the rest, by topic. Source: learn.yaml.
    """
    done = set(read)
    wanted = [
        (place, not leads, lesson.topic, lesson.id, rule)
        for lesson in knowledge.lessons.values()
        if lesson.id not in done and fits(lesson, learner) and learner.stage in lesson.stages
        for place, leads, rule in _places(lesson, learner, knowledge)
    ]
    best = sorted(wanted)[: knowledge.learn.offer.at_once]
    return tuple(Suggested(lesson=id_, why=_reason(rule, knowledge)) for *_, id_, rule in best)


def fits(lesson: Lesson, learner: Learner) -> bool:
    """Whether a lesson is for somebody of this age with these conditions, whatever the moment."""
    mine = set(learner.conditions)
    is_theirs = not lesson.conditions or not mine.isdisjoint(lesson.conditions)
    return is_theirs and mine.isdisjoint(lesson.not_with) and lesson.ages[0] <= learner.age <= lesson.ages[1]


def after_change(action: ChangeAction, learner: Learner, *, knowledge: Knowledge) -> Lesson | None:
    """The lesson that a change of the plan leads to; None where none is meant for it, or for them."""
    return _first(knowledge.learn.after_change.get(action, ()), learner, knowledge)


def in_flare(learner: Learner, *, knowledge: Knowledge) -> Lesson | None:
    """The lesson that help in a flare-up leads to."""
    return _first(knowledge.learn.in_flare, learner, knowledge)


def lessons_read(prefs: Mapping[str, str], *, knowledge: Knowledge) -> tuple[str, ...]:
    """The lessons that a person's prefs (the last of each key) call read, by topic; names that are gone stay out."""
    return tuple(id_ for id_ in knowledge.lessons if prefs.get(PREFIX + id_) == READ)


def _first(ids: Iterable[str], learner: Learner, knowledge: Knowledge) -> Lesson | None:
    lessons = (knowledge.lessons[id_] for id_ in ids)
    return next((lesson for lesson in lessons if fits(lesson, learner)), None)


def _places(lesson: Lesson, learner: Learner, knowledge: Knowledge) -> list[tuple[int, bool, str]]:
    """Where a lesson stands, lowest first, whether it leads there, by which rule; nothing while it has to wait."""
    for place, moment in enumerate(learner.moments):
        if moment in lesson.moments:
            return [(place, knowledge.learn.moments[moment].lead == lesson.id, moment)]
    if not lesson.anytime:
        return []
    after = len(learner.moments)
    return [(after + 1, False, "anytime")] if not lesson.conditions else [(after, False, "condition")]


def _reason(rule: str, knowledge: Knowledge) -> Reason:
    explained = explain(f"learn.{rule}", {}, knowledge=knowledge)
    return Reason(rule=explained.rule, because=explained.because, source=explained.source)


def _said(rule: MomentRule, person: Known) -> bool:
    """Whether an answer alone makes it a moment."""
    pairs = ((rule.conditions, person.conditions), (rule.flags, person.flags), (rule.goals, person.intake.goals))
    return any(not set(wanted).isdisjoint(there) for wanted, there in pairs)


def _has_come(moment: Moment, now: _Now) -> bool:
    test = COMES_WHEN.get(moment)
    return test is not None and test(now)


def _recent(days: Iterable[date | None], now: _Now) -> bool:
    ago = ((now.today - day).days for day in days if day is not None)
    return any(0 <= one < now.knowledge.learn.offer.recent_days for one in ago)


def _in_flare(now: _Now) -> bool:
    is_on = flare_day(now.state, on=now.today, rules=now.knowledge.progression) is not None
    return is_on or _recent(now.state.flares_on, now)


def _on_plateau(now: _Now) -> bool:
    """Sessions are done, the plan is old enough, and nothing was raised for the days that make a plateau."""
    since = now.today - timedelta(days=now.knowledge.learn.offer.plateau_days)
    raised = any(slot.raised_on is not None and slot.raised_on > since for slot in now.state.slots)
    return now.starts_on <= since and _recent((now.state.last_session_on,), now) and not raised


def _is_new(now: _Now, phase: str) -> bool:
    return now.person.phase == phase and now.person.intake.onset_weeks is not None


def _raised(now: _Now) -> bool:
    return _recent((slot.raised_on for slot in now.state.slots), now)


COMES_WHEN: Final[dict[Moment, Callable[[_Now], bool]]] = {
    "flare": _in_flare,
    "after_step_back": lambda now: _recent(now.state.regressions_on, now),
    "coming_back": lambda now: now.state.way_back is not None,
    "young": lambda now: now.person.intake.age <= now.knowledge.learn.offer.young_to_age,
    "first_week": lambda now: _recent((now.starts_on,), now),
    "plateau": _on_plateau,
    "after_progress": _raised,
    "water": lambda now: IN_WATER in now.groups,
    "before_walk": lambda now: ON_FOOT in now.groups,
    "new_pain": lambda now: _is_new(now, "acute"),
    "long_lasting": lambda now: _is_new(now, "chronic"),
    "night": lambda now: now.person.intake.night_waking is True,
    "older": lambda now: now.person.intake.age >= now.knowledge.learn.offer.older_from_age,
    "recovered": lambda now: now.state.stage == max(now.knowledge.grading.stages),
}
"""What makes a moment beside the answers that learn.yaml names."""
