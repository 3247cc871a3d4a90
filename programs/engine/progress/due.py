"""Which measures are due on a day, and for whom."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from programs.engine.contract import Intake
from programs.engine.plans import PlanState
from programs.engine.progression.flares import flare_day
from programs.engine.screening.known import known
from programs.knowledge.load import Knowledge
from programs.knowledge.schema.measures import Measure

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """Who is measured: years, conditions named, flags, the plan's stage; `easing`: a flare, an illness, a way back."""

    age: int
    conditions: Collection[str]
    flags: Collection[str]
    stage: int
    easing: bool


def taker_of(intake: Intake, state: PlanState, *, on: date, knowledge: Knowledge) -> Taker:
    """Who would be measured on a day, from what was told and logged."""
    facts = known(intake, knowledge=knowledge)
    ill = state.rest_until is not None and on < state.rest_until
    flare = flare_day(state, on=on, rules=knowledge.progression) is not None
    return Taker(
        age=intake.age,
        conditions=facts.named,
        flags=facts.flags,
        stage=state.stage,
        easing=flare or ill or state.way_back is not None,
    )


def due(
    taker: Taker, *, given: Mapping[str, Collection[date]], since: date, today: date, knowledge: Knowledge
) -> tuple[Measure, ...]:
    """The measures that are due `today`, in the order of measures.yaml.

    `given` holds on which days each was taken, `since` is the day from which weeks count. A week's measure stays due
    until it is given, and comes never sooner than `again_after_days` after the last. Source: specification, section 7.
    """
    rules = knowledge.measures
    rest = timedelta(days=rules.again_after_days)
    found = []
    for measure in rules.measures:
        opened = [since + WEEK * week for week in measure.weeks if since + WEEK * week <= today]
        last = max(given.get(measure.slug, ()), default=None)
        waits = opened and (last is None or (last < opened[-1] and last + rest <= today))
        if waits and may_take(measure, taker, knowledge=knowledge):
            found.append(measure)
    return tuple(found)


def may_take(measure: Measure, taker: Taker, *, knowledge: Knowledge) -> bool:
    """Whether a measure suits a person now; a timed one tests the body, and so waits for a calm one."""
    elsewhere = bool(taker.conditions) and set(taker.conditions) <= set(measure.not_for_only)
    calm = taker.stage >= knowledge.measures.timed_from_stage and not taker.easing
    return (
        taker.age >= measure.from_age
        and not elsewhere
        and set(taker.flags).isdisjoint(measure.never_with_flags)
        and (calm or not measure.timed)
    )
