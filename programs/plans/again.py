"""What becomes of a plan when the full questions are answered again: it goes on, begins anew, or comes back slowly."""

from datetime import date, timedelta
from uuid import UUID

from backfit.accounts.models import User
from exercises.load import catalogue
from programs.engine import contract
from programs.engine.care import Handed, HeldLimits
from programs.engine.plans import PlanState, Published
from programs.engine.prescribe import is_same_plan
from programs.engine.progression.terms import Terms, terms_of
from programs.engine.progression.today import comes_back
from programs.engine.screening.due import dues, held
from programs.knowledge.load import knowledge
from programs.plans import reads
from programs.plans.ground import folded
from programs.plans.models import Intake

Plan = tuple[Published, PlanState]


def goes_on(newest: Intake, told: contract.Intake, *, diagnosed: bool, seen_by: User, today: date) -> bool:
    """Whether the plan made of `newest` goes on after these answers: they say the same, and nothing stands against it.

    A stop, too long away and all that ends by time need a plan made anew. With a plan that a clinician made, it is the
    person's own answers that must be the same; what is urgent never is.
    """
    plan = _plan_of(newest, seen_by=seen_by)
    own = newest if newest.author is None else reads.own_answers_of(newest.user_id, seen_by=seen_by).first()
    if plan is None or own is None or own.diagnosed != diagnosed:
        return False
    published, state = plan
    answered = published.model_copy(update={"answered_on": today})
    waits = held(dues(answered, knowledge=knowledge()), on=today) is not None
    if waits or state.stop is not None or comes_back(state, on=today, terms=_terms(published)):
        return False
    before = contract.Intake.model_validate(own.body)
    outcomes: tuple[contract.Outcome, ...] = ("plan",) if newest.author is None else ("plan", "clinician_first")
    return is_same_plan(before, told, outcomes=outcomes, knowledge=knowledge(), catalogue=catalogue())


def taken_over(person: UUID, *, seen_by: User, today: date) -> tuple[bool, Handed]:
    """What a plan that begins today takes over from the one before it, and whether it begins on the way back.

    That is after too long away, or after a plan that was still on its way back. Flares that count go on (11.29), and so
    do the rest after an illness (11.20), a clinician's wish to be asked first, and their limits of single places.
    """
    planned = (one for one in reads.intakes_of(person, seen_by=seen_by) if one.versions.all())
    last = next(planned, None)
    plan = _plan_of(last, seen_by=seen_by) if last is not None else None
    if plan is None:
        return False, Handed()
    published, state = plan
    first = today - timedelta(days=knowledge().progression.flare.within_days)
    flares = tuple(day for day in state.flares_on if day >= first)
    handed = Handed(
        flares_on=flares,
        eased_on=state.eased_on if flares else None,
        rest_until=state.rest_until,
        progression=state.progression,
        limits=tuple(
            HeldLimits(planned=slot.planned, role=slot.role, limits=slot.limits)
            for slot in state.slots
            if slot.limits is not None
        ),
    )
    return comes_back(state, on=today, terms=_terms(published)), handed


def _plan_of(intake: Intake, *, seen_by: User) -> Plan | None:
    ground = reads.ground_of(intake, seen_by=seen_by)
    state = folded(ground, knowledge=knowledge(), catalogue=catalogue())
    return None if ground.published is None or state is None else (ground.published, state)


def _terms(published: Published) -> Terms:
    return terms_of(published, knowledge=knowledge(), catalogue=catalogue())
