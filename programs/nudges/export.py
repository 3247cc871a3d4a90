"""All that was decided about reminders, to take away."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime

from backfit.accounts.models import User
from programs.engine.contract import Shape
from programs.engine.nudges import Wishes
from programs.knowledge.load import explain, knowledge
from programs.nudges.reads import decisions_of, reminder_of


class ReminderRecord(Shape):
    """What is wished of reminders, and when the next one is due."""

    wishes: Wishes
    zone: str
    next_at: AwareDatetime | None


class NudgeRecord(Shape):
    """A reminder of one local day: what became of it, and why if it was not sent."""

    on: date
    state: str
    rule: str | None
    because: str | None
    template: str | None
    sent_at: AwareDatetime | None


class NudgesExport(Shape):
    """Everything of the room of nudges."""

    reminder: ReminderRecord | None
    nudges: tuple[NudgeRecord, ...]


def exported(person: UUID, *, seen_by: User) -> NudgesExport:
    """The wishes, and every decision in the order of days."""
    reminder = reminder_of(person, seen_by=seen_by)
    return NudgesExport(
        reminder=ReminderRecord(
            wishes=Wishes.model_validate(reminder.wishes), zone=reminder.zone, next_at=reminder.next_nudge_at
        )
        if reminder
        else None,
        nudges=tuple(
            NudgeRecord(
                on=decision.local_on,
                state=decision.state,
                rule=decision.rule or None,
                because=explain(decision.rule, {}, knowledge=knowledge()).because if decision.rule else None,
                template=decision.template or None,
                sent_at=decision.sent_at,
            )
            for decision in decisions_of(person, seen_by=seen_by).order_by("local_on", "slot")
        ),
    )
