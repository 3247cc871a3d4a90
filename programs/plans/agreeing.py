"""Who agreed to a plan and until when, as a clinician records it."""

from datetime import date, timedelta

from backfit.lib.errors import Invalid, ProblemField
from programs.engine import contract
from programs.engine.care import Agreement
from programs.engine.screening.agreed import agreements, grown, until
from programs.knowledge.load import knowledge
from programs.plans.editor import ClinicianIntake
from programs.plans.models import Intake
from programs.plans.reads import agreed_of, answered_on
from programs.plans.words import AGREED_UNTIL


def in_force(intake: Intake, *, today: date) -> tuple[Agreement, ...]:
    """The agreements of an intake that still hold on `today`, those that the person told of included."""
    told = contract.Intake.model_validate(intake.body)
    found = agreements(told, named=agreed_of(intake), on=answered_on(intake), knowledge=knowledge())
    return tuple(one for one in found if today < one.until)


def with_new(
    before: tuple[Agreement, ...], *, intake: Intake, changes: ClinicianIntake, by: str, today: date
) -> tuple[Agreement, ...]:
    """Those agreements and what a clinician records today, by their own name where they give none.

    Raises Invalid for an end that is past, or further away than an agreement may hold.
    """
    latest = today + timedelta(weeks=knowledge().screening.clearance.at_most_weeks)
    asked = changes.agreed_until
    if asked is not None and not today < asked <= latest:
        reason = AGREED_UNTIL.format(weeks=knowledge().screening.clearance.at_most_weeks)
        raise Invalid(reason, errors=[ProblemField(field="changes.agreed_until", reason=reason)])
    told = contract.Intake.model_validate(intake.body)
    now = grown(told, days=(today - answered_on(intake)).days)
    new = {
        approval: Agreement(
            approval=approval,
            by=(changes.agreed_by or {}).get(approval, by),
            on=today,
            until=min(asked or latest, until(approval, on=today, intake=now, knowledge=knowledge())),
        )
        for approval in changes.approvals or ()
    }
    return (*(one for one in before if one.approval not in new), *new.values())


def unclear_since(told: contract.Intake, *, before: Intake | None, today: date) -> date | None:
    """Since when answers have left the thigh unclear; None when these do not."""
    if not any(rule.condition in told.conditions for rule in knowledge().matching.stage_holds):
        return None
    return (before.unclear_since if before else None) or today
