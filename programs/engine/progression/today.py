"""What each slot asks for on one day: pauses, the flare plan and ways back applied to the plan's state."""

from dataclasses import dataclass
from datetime import date

from exercises.load import Catalogue
from programs.engine.care import Due
from programs.engine.contract import Reason
from programs.engine.plans import PlanState, Published, Slot, Step, WayBack
from programs.engine.progression.changes import reason_of
from programs.engine.progression.doses import share_of
from programs.engine.progression.flares import flare_day
from programs.engine.progression.refit import fitted_on, late_reason
from programs.engine.progression.replace import begun
from programs.engine.progression.slots import SlotKey, is_active, key_of
from programs.engine.progression.terms import Terms, exercise_of, may_do, strand_of, terms_of
from programs.engine.progression.told import days_away
from programs.engine.screening.due import held
from programs.knowledge.load import Knowledge
from programs.knowledge.schema.progression import FlareDay, Reentry

LONGEST = "R2d"
"""The way back from too long away."""


@dataclass(frozen=True)
class Offers:
    """What a day offers: a step for each slot that is done, and why it differs from the plan. `nothing`: no session.

    `waits_for` is what time asks for and has not got; `eased`: a flare or a way back lowers the day.
    """

    by_slot: dict[SlotKey, Step]
    why: tuple[Reason, ...]
    nothing: bool = False
    waits_for: Due | None = None
    eased: bool = False


@dataclass(frozen=True)
class Day:
    """What lowers a day: the stage, the highest grade, how many grades lower, and the share of amounts in percent."""

    stage: int
    percent: int = 100
    walking_percent: int = 100
    grade_cap: int | None = None
    grade_down: bool = False


def offers(published: Published, state: PlanState, *, on: date, knowledge: Knowledge, catalogue: Catalogue) -> Offers:
    """What the plan asks for on a day if nothing more is logged before it; pure, and never more than the plan itself.

    Raises ValueError if the version has no program. Source: specification, section 6 and 11.27 to 11.29.
    """
    return offers_by(terms_of(published, knowledge=knowledge, catalogue=catalogue), state, on=on)


def offers_by(terms: Terms, state: PlanState, *, on: date, away: int | None = None) -> Offers:
    """As `offers`, with terms that are worked out already.

    With `away`, as for somebody away for so many days, and whatever time asks for by then: who uses it holds that.
    """
    told, (state, terms) = terms, fitted_on(on, state, terms=terms)
    rules = terms.knowledge.progression
    way = _way_after(days_away(state, on=on, terms=terms) if away is None else away, terms)
    resting = state.rest_until is not None and on < state.rest_until
    if state.stop is not None or state.needs_rescreen or resting or (way is not None and way.rule == LONGEST):
        return Offers({}, _why_nothing(state, resting, on, terms), nothing=True)
    waits_for = held(terms.dues, on=on) if away is None else None
    if waits_for is not None:
        return Offers({}, (waits_for.hold,) if waits_for.hold else (), nothing=True, waits_for=waits_for)
    flare = flare_day(state, on=on, rules=rules)
    percent = _percent_back(state, way, on, terms)
    day = _day(state, flare, way, percent, terms)
    why = []
    if flare is not None:
        why.append(_flare_reason(state, flare, on, terms))
    if percent < 100:
        why.append(reason_of("comeback", terms, percent=percent))
    eased = bool(why)
    if terms is not told:
        why.append(late_reason(terms))
    return Offers(_all_asked(state, day, on, terms), tuple(why), eased=eased)


def _way_after(days: int, terms: Terms) -> Reentry | None:
    """The way back that a session after so many days away would begin."""
    ways = terms.knowledge.progression.reentry
    return next((way for way in ways if way.days[0] <= days and (way.days[1] is None or days <= way.days[1])), None)


def _percent_back(state: PlanState, way: Reentry | None, on: date, terms: Terms) -> int:
    """The share of the usual amount, of the way back to begin and the one that is on the smaller."""
    begins = 100 if way is None else round(way.volume * 100)
    if state.way_back is None:
        return begins
    begun = state.way_back if state.last_session_on else state.way_back.model_copy(update={"since": on})
    return min(begins, percent_on(begun, on, terms))


def comes_back(state: PlanState, *, on: date, terms: Terms) -> bool:
    """Whether a plan that takes this one's place begins at a reduced dose: too long away, or not yet back from it."""
    way, back = _way_after(days_away(state, on=on, terms=terms), terms), state.way_back
    still = (
        back is not None and back.rule == LONGEST and (not state.last_session_on or percent_on(back, on, terms) < 100)
    )
    return state.needs_rescreen or still or (way is not None and way.rule == LONGEST)


def percent_on(way_back: WayBack, on: date, terms: Terms) -> int:
    """The share, in percent, that a way back has come to on a day."""
    left = (on - way_back.since).days
    for step in terms.knowledge.progression.comeback[way_back.rule]:
        if step.weeks is None:
            return round(step.share * 100)
        if left < step.weeks * 7:
            return round(step.share * 100)
        left -= step.weeks * 7
    return 100


def _day(state: PlanState, flare: FlareDay | None, way: Reentry | None, percent: int, terms: Terms) -> Day:
    down = way is not None and way.grade_change < 0
    if flare is None:
        return Day(stage=state.stage, percent=percent, walking_percent=percent, grade_down=down)
    eased = flare.grade_cap is None
    return Day(
        stage=state.stage if eased else min(state.stage, terms.knowledge.progression.flare_plan.otherwise_stage),
        percent=min(percent, round(flare.share * 100)),
        walking_percent=min(percent, round(flare.walking_share * 100)),
        grade_cap=flare.grade_cap,
        grade_down=down,
    )


def _all_asked(state: PlanState, day: Day, on: date, terms: Terms) -> dict[SlotKey, Step]:
    """What each slot asks for; what a day makes of two slots of one role is asked for once."""
    asked: dict[SlotKey, Step] = {}
    given: set[tuple[str, str]] = set()
    for slot in state.slots:
        step = _asked(slot, day, on, state, terms)
        if step is not None and (step.exercise, slot.role) not in given:
            asked[key_of(slot)] = step
            given.add((step.exercise, slot.role))
    return asked


def _asked(slot: Slot, day: Day, on: date, state: PlanState, terms: Terms) -> Step | None:
    """What a slot asks for on such a day; None when it is left out."""
    if slot.left_out:
        return None
    step = slot.now if is_active(slot, on=on) else slot.stand_in
    if step is None:
        return None
    if day.grade_down:
        step = _one_grade_down(step, day, state, terms) or step
    if day.grade_cap is not None or day.stage < state.stage:
        lower = _within(step, day, state, terms)
        if lower is None:
            return None
        step = lower
    exercise = exercise_of(step, terms)
    if exercise.group == "relaxation":
        return step  # resting and breathing are never too much
    percent = day.walking_percent if strand_of(exercise, terms) == "aerobic" else day.percent
    return step.model_copy(update={"dose": share_of(step.dose, exercise, percent=percent, terms=terms)})


def _one_grade_down(step: Step, day: Day, state: PlanState, terms: Terms) -> Step | None:
    """The regression at its start dose, where it is of a lower grade and allowed."""
    exercise = exercise_of(step, terms)
    easier = exercise.regression
    if easier is None or terms.catalogue.exercises[easier].grade >= exercise.grade:
        return None
    return _begun(easier, step, day, terms) if _may(easier, day, state, terms) else None


def _within(step: Step, day: Day, state: PlanState, terms: Terms) -> Step | None:
    """The step, or the first one down its ladder, that fits the day's stage and grade; any grade of walking fits."""
    slug: str | None = step.exercise
    while slug is not None:
        exercise = terms.catalogue.exercises[slug]
        light = exercise.group == "walking" or day.grade_cap is None or exercise.grade <= day.grade_cap
        if light and _may(slug, day, state, terms):
            return step if slug == step.exercise else _begun(slug, step, day, terms)
        slug = exercise.regression
    return None


def _begun(slug: str, step: Step, day: Day, terms: Terms) -> Step:
    return begun(terms.catalogue.exercises[slug], instead_of=step, stage=day.stage, terms=terms)


def _may(slug: str, day: Day, state: PlanState, terms: Terms) -> bool:
    return may_do(slug, stage=day.stage, terms=terms, not_for_me=state.not_for_me, opened=state.opened)


def _flare_reason(state: PlanState, flare: FlareDay, on: date, terms: Terms) -> Reason:
    plan = terms.knowledge.progression.flare_plan
    day = (on - state.flares_on[-1]).days
    if flare.grade_cap is not None and day >= plan.days[1].day:
        return reason_of("flare_stays", terms, days=plan.clinician_at_day)
    return reason_of("flare_day", terms, day=day + 1, words=flare.words)


def _why_nothing(state: PlanState, resting: bool, on: date, terms: Terms) -> tuple[Reason, ...]:
    if state.stop is not None:
        return ()
    if resting:
        return (reason_of("illness", terms, hours=terms.knowledge.screening.illness.well_hours),)
    days = days_away(state, on=on, terms=terms)
    percent = next(round(way.volume * 100) for way in terms.knowledge.progression.reentry if way.rule == "R2d")
    return (reason_of("R2d", terms, days=days, percent=percent),)
