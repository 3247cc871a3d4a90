"""All that was asked and prescribed, to take away."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, JsonValue

from backfit.accounts.models import User
from programs.engine.contract import Shape
from programs.plans.reads import changes_of, intakes_of


class IntakeRecord(Shape):
    """A questionnaire with the engine's answer; `version` is the plan version made of it, if one was."""

    answers: dict[str, JsonValue]
    diagnosed: bool
    prescription: dict[str, JsonValue]
    version: int | None
    on: date
    zone: str
    received_at: AwareDatetime


class ChangeRecord(Shape):
    """A change of a plan, as it was told."""

    version: int
    told: dict[str, JsonValue]
    made_at: AwareDatetime


class PlansExport(Shape):
    """Everything of the room of plans."""

    intakes: tuple[IntakeRecord, ...]
    changes: tuple[ChangeRecord, ...]


def exported(person: UUID, *, seen_by: User) -> PlansExport:
    """Every questionnaire, the newest first, and every change, in the order they were told."""
    return PlansExport(
        intakes=tuple(
            IntakeRecord(
                answers=intake.body,
                diagnosed=intake.diagnosed,
                prescription=intake.answer,
                version=intake.version.number if hasattr(intake, "version") else None,
                on=intake.local_on,
                zone=intake.zone,
                received_at=intake.received_at,
            )
            for intake in intakes_of(person, seen_by=seen_by)
        ),
        changes=tuple(
            ChangeRecord(version=change.version.number, told=change.body, made_at=change.made_at)
            for change in changes_of(person, seen_by=seen_by)
        ),
    )
