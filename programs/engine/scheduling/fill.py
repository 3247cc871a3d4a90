"""Makes the sessions fit the minutes there are, then lets the parts grow until the week is as long as it should be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from programs.engine.scheduling.edges import add_more
from programs.engine.scheduling.parts import Draft, Part
from programs.engine.scheduling.week import Week

Field = Literal["minutes", "distance_m", "sets"]
Growth = Callable[[Part], tuple[Field, int] | None]
"""The next bigger value of one field of a part's dose, None when it grows no further."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Minutes: a session lasts `length` when it can and `session` at most; the week lies between `low` and `high`.

    Usual doses may make a session as long as `usual`, which leaves some of the time that is offered.
    """

    length: int
    usual: int
    session: int
    low: int
    high: int


def fit(week: Week, bounds: Bounds) -> None:
    """Takes from each session what does not fit: a second cool-down, minutes of its edges, exercises, then sets."""
    for draft in week.drafts:
        while draft.minutes > bounds.session and _shrink(draft, week):
            pass


def fill(week: Week, bounds: Bounds) -> None:
    """Lets parts grow: to the usual length in the usual way, then as far as they may up to the week's least."""
    for growth in (_usual_aerobic, _usual_sets):
        _grow(week, growth, until=bounds.high, session=bounds.usual, high=bounds.high)
    more = True
    while more:
        for growth in (_more_aerobic, _more_edges, _more_sets):
            for session in (bounds.length, bounds.session):
                _grow(week, growth, until=bounds.low, session=session, high=bounds.high)
        shortest = sorted(week.drafts, key=lambda draft: draft.minutes)
        more = week_minutes(week) < bounds.low and any(_lengthen(week, draft, bounds) for draft in shortest)


def _lengthen(week: Week, draft: Draft, bounds: Bounds) -> bool:
    """One more easy thing in a session that may be longer; False when there is none or it does not fit."""
    before = list(draft.parts)
    if not add_more(week, draft):
        return False
    if draft.minutes > bounds.session or week_minutes(week) > bounds.high:
        draft.parts = before
        return False
    return True


def week_minutes(week: Week) -> int:
    """Minutes of all sessions of the week."""
    return sum(draft.minutes for draft in week.drafts)


def _grow(week: Week, growth: Growth, *, until: int, session: int, high: int) -> None:
    """Grows the shortest part first, again and again, until the week reaches `until`; no session passes `session`."""
    timing = week.judge.knowledge.scheduling.timing
    holding = {id(part): [draft for draft in week.drafts if part in draft.parts] for part in week.parts.values()}
    growing = [part for part in week.parts.values() if holding[id(part)]]
    while growing and week_minutes(week) < until:
        part = min(growing, key=lambda part: part.took)
        change = growth(part)
        if change is None:
            growing.remove(part)
            continue
        before, took = part.dose, part.took
        part.set(timing=timing, **{change[0]: change[1]})
        if any(draft.minutes > session for draft in holding[id(part)]) or week_minutes(week) > high:
            part.dose, part.took = before, took
            growing.remove(part)


def _usual_aerobic(part: Part) -> tuple[Field, int] | None:
    return _longer(part, part.usual) if part.aerobic else None


def _usual_sets(part: Part) -> tuple[Field, int] | None:
    grows = part.role == "main" and part.dose.sets < part.usual_sets
    return ("sets", part.dose.sets + 1) if grows else None


def _more_aerobic(part: Part) -> tuple[Field, int] | None:
    return _longer(part, None) if part.role == "main" else None


def _more_edges(part: Part) -> tuple[Field, int] | None:
    return None if part.role == "main" else _longer(part, None)


def _more_sets(part: Part) -> tuple[Field, int] | None:
    return ("sets", part.dose.sets + 1) if part.dose.sets < part.most.sets else None


def _longer(part: Part, usual: int | None) -> tuple[Field, int] | None:
    """One step more minutes or metres, up to the usual and never above the most; None for a dose counted otherwise."""
    field: Field
    if part.dose.minutes is not None and part.most.minutes is not None:
        field, longer, top = "minutes", part.dose.minutes + 1, part.most.minutes
    elif part.dose.distance_m is not None and part.most.metres is not None:
        field, longer, top = (
            "distance_m",
            part.dose.distance_m + (part.exercise.dose.step.metres or 1),
            part.most.metres,
        )
    else:
        return None
    return (field, longer) if longer <= (top if usual is None else min(top, usual)) else None


def _shrink(draft: Draft, week: Week) -> bool:
    """One thing less in a session; False when nothing is left to take."""
    timing = week.judge.knowledge.scheduling.timing
    mains = draft.mains
    cools = [part for part in draft.parts if part.role == "cool_down"]
    spare = [part for part in mains if not part.balance and not part.aerobic] or [
        part for part in mains if not part.balance
    ]
    long = [part for part in draft.parts if (part.dose.minutes or 0) > 1]
    in_sets = [part for part in draft.parts if part.dose.sets > 1]
    if len(cools) > 1:
        draft.parts.remove(cools[0])
    elif any(part.role != "main" for part in long):
        part = max((part for part in long if part.role != "main"), key=lambda part: part.took)
        part.set(timing=timing, minutes=(part.dose.minutes or 1) - 1)
    elif len(mains) > 1 and spare:
        draft.parts.remove(spare[-1])
    elif in_sets:
        part = max(in_sets, key=lambda part: part.took)
        part.set(timing=timing, sets=part.dose.sets - 1)
    elif long:
        long[0].set(timing=timing, minutes=(long[0].dose.minutes or 1) - 1)
    elif len(mains) > 1:
        draft.parts.remove(mains[-1])
    else:
        return False
    return True
