"""The sessions of coming days: the program's week by weekday, with what the logs have made of each exercise since."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from exercises.load import Catalogue
from exercises.schema import Exercise
from programs.engine.contract import DAYS, Dose, Item, Session
from programs.engine.grading.dose import start_dose
from programs.engine.matching import is_allowed
from programs.engine.plans import DatedItem, DatedSession, Easier, PlanState, Published, Step
from programs.engine.progression.refit import fitted_on
from programs.engine.progression.terms import Terms, terms_of
from programs.engine.progression.today import Offers, offers_by
from programs.engine.scheduling.parts import minutes, seconds
from programs.engine.scheduling.spacing import Load, clashes, load_of
from programs.knowledge.load import Knowledge

LOWEST_STAGE = 1


def dated_sessions(
    published: Published, state: PlanState, *, first_on: date, days: int, knowledge: Knowledge, catalogue: Catalogue
) -> tuple[DatedSession, ...]:
    """The sessions of `days` days from `first_on`, in order, rest days included; none after the version's weeks.

    Doses are the state's; a day after a stop, an illness or too long away has none. What worked the same region hard
    the day before, or was a run, gives way to an easier exercise or is left out (specification 11.30, INV15).
    """
    program = published.prescription.program
    if program is None:
        return ()
    terms = terms_of(published, knowledge=knowledge, catalogue=catalogue)
    span = (published.starts_on, published.starts_on + timedelta(weeks=program.weeks))
    return days_of(state, terms, first_on=first_on, days=days, span=span)


def days_of(
    state: PlanState,
    terms: Terms,
    *,
    first_on: date,
    days: int,
    span: tuple[date, date] = (date.min, date.max),
    away: int | None = None,
) -> tuple[DatedSession, ...]:
    """As `dated_sessions`, none before `span` or from its end on; `away` as in `offers_by`."""
    program = terms.published.prescription.program
    sessions = program.sessions if program else ()
    week = {session.day: session for session in sessions if session.week == 1}
    before, found = Load(), []
    for offset in range(-1, days):  # yesterday too: today depends on it
        on = first_on + timedelta(days=offset)
        planned = week.get(DAYS[on.weekday()])
        if state.ran_on is not None and on - state.ran_on == timedelta(days=1):
            before = replace(before, ran=True)  # whatever was planned
        session = _on(on, planned, before, state, terms, away) if planned and span[0] <= on < span[1] else None
        done = session.items if session else ()
        before = load_of((terms.catalogue.exercises[item.exercise] for item in done), knowledge=terms.knowledge)
        if session is not None and offset >= 0:
            found.append(session)
    return tuple(found)


def _on(
    on: date, planned: Session, before: Load, state: PlanState, terms: Terms, away: int | None
) -> DatedSession | None:
    """One day's session; None when nothing of it is offered."""
    offers = offers_by(terms, state, on=on, away=away)
    if offers.nothing:
        return None
    state, terms = fitted_on(on, state, terms=terms)
    items = tuple(_items(planned, before, offers, state, terms))
    if planned.kind != "rest" and not items:
        return None
    timing = terms.knowledge.scheduling.timing
    length = minutes(seconds(item.dose, timing=timing) for item in items)
    return DatedSession(on=on, day=planned.day, kind=planned.kind, minutes=length, items=items, why=offers.why)


def _items(planned: Session, before: Load, offers: Offers, state: PlanState, terms: Terms) -> Iterator[DatedItem]:
    stage = LOWEST_STAGE if offers.eased else state.stage
    done: set[str] = set()
    for item in planned.items:
        step = offers.by_slot.get((item.exercise, item.role))
        step = None if step is None else _rested(step, before, stage, terms)
        if step is None or step.exercise in done:
            continue
        done.add(step.exercise)
        yield _dated(item, step, stage, terms)


def _rested(step: Step, before: Load, stage: int, terms: Terms) -> Step | None:
    """The step, or the first easier one that may follow what was done the day before; None when there is none."""
    exercise: Exercise | None = terms.catalogue.exercises[step.exercise]
    while exercise is not None and clashes(exercise, before, knowledge=terms.knowledge):
        exercise = _easier(exercise, stage, terms)
    if exercise is None or exercise.slug == step.exercise:
        return step if exercise else None
    return Step(exercise=exercise.slug, dose=_start(exercise, stage, terms))


def _dated(item: Item, step: Step, stage: int, terms: Terms) -> DatedItem:
    exercise = terms.catalogue.exercises[step.exercise]
    easier, harder = _easier(exercise, stage, terms), _allowed(exercise.progression, stage, terms)
    return DatedItem(
        exercise=exercise.slug,
        group=exercise.group,
        grade=exercise.grade,
        position=exercise.position,
        role=item.role,
        demands={str(demand): level for demand, level in exercise.demands.items()},
        equipment=exercise.equipment,
        dose=step.dose,
        easier=easier.slug if easier else None,
        harder=harder.slug if harder else None,
        why=item.why,
        easier_dosed=_easier_dosed(easier, step.dose, stage, terms) if easier else None,
    )


def _easier_dosed(easier: Exercise, now: Dose, stage: int, terms: Terms) -> Easier:
    """The easier exercise at its start dose, in minutes no longer than what it stands for."""
    dose = _start(easier, stage, terms)
    if dose.minutes is not None and now.minutes is not None:
        dose = dose.model_copy(update={"minutes": min(dose.minutes, now.minutes)})
    return Easier(exercise=easier.slug, dose=dose)


def _easier(exercise: Exercise, stage: int, terms: Terms) -> Exercise | None:
    return _allowed(exercise.regression, stage, terms)


def _allowed(slug: str | None, stage: int, terms: Terms) -> Exercise | None:
    if slug is None:
        return None
    exercise = terms.catalogue.exercises[slug]
    return exercise if is_allowed(exercise, judge=terms.judges[stage]) else None


def _start(exercise: Exercise, stage: int, terms: Terms) -> Dose:
    return start_dose(exercise, person=terms.judges[stage].person, knowledge=terms.knowledge)
