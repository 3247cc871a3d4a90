"""What there is to know of a reminder before it is sent, and what was decided before."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from backfit.accounts.models import User
from backfit.accounts.reads import verified_email, visible_to
from programs.engine.nudges import NudgeFacts, Sent, Wishes
from programs.knowledge.load import knowledge
from programs.logs import reads as logs
from programs.nudges.models import Decision, Reminder, State
from programs.plans import reads as plans

GONE_OUT = (State.SENDING, State.SENT, State.UNKNOWN)


def decisions_of(person: UUID, *, seen_by: User) -> QuerySet[Decision]:
    """What was decided about the reminders of `person`; none unless `seen_by` may see them."""
    return Decision.objects.filter(user__in=visible_to(seen_by), user=person)


def reminder_of(person: UUID, *, seen_by: User) -> Reminder | None:
    """What `person` wishes of reminders; None without a wish, or unless `seen_by` may see them."""
    return Reminder.objects.filter(user__in=visible_to(seen_by), user=person).first()


def decision_by(id_: UUID) -> Decision | None:
    """The decision that a signed link or a task names, with its person; None once the account is gone."""
    return Decision.objects.select_related("user").filter(id=id_).first()


def facts_of(decision: Decision, *, reminder: Reminder, now: datetime) -> NudgeFacts:
    """All that decides about it at the instant `now`: asked of the journal and the plan, never of a stored copy."""
    user = decision.user
    return NudgeFacts(
        on=decision.local_on,
        due_at=decision.due_at,
        zone=reminder.zone,
        wishes=Wishes.model_validate(reminder.wishes),
        asked=plans.asked_of(user.id, seen_by=user, on=decision.local_on),
        logged=logs.has_session(user.id, seen_by=user, on=decision.local_on, now=now),
        sent=_sent_before(decision),
        has_address=verified_email(user) is not None,
    )


def _sent_before(decision: Decision) -> tuple[Sent, ...]:
    user = decision.user
    before = (
        decisions_of(user.id, seen_by=user)
        .filter(state__in=GONE_OUT, local_on__gt=_since(decision.local_on))
        .exclude(id=decision.id)
    )
    return tuple(Sent(on=on, template=template or None) for on, template in before.values_list("local_on", "template"))


def _since(on: date) -> date:
    """The furthest day that any rule looks back to."""
    rules = knowledge().nudges
    return on - timedelta(days=max(rules.same_again_after_days, rules.at_most.in_days))
