"""All that was asked and prescribed, to take away."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, JsonValue

from backfit.accounts.models import User
from programs.engine.care import Agreement
from programs.engine.contract import Shape
from programs.plans.models import PlanVersion
from programs.plans.reads import agreed_of, answers_of, changes_of
from programs.plans.recorded import planned_days_of


class VersionRecord(Shape):
    """A plan version: `by` and `words` say which clinician made or changed it, `edit` what they changed."""

    number: int
    starts_on: date
    way_back: bool
    published_at: AwareDatetime
    by: str | None
    words: str
    edit: dict[str, JsonValue] | None


class IntakeRecord(Shape):
    """A questionnaire with the engine's answer, and the plan versions made of it.

    `by_clinician`: a clinician made it of the person's own answers; `confirms`: it said the same
    as before, so the plan went on; `agreed` says who agreed, and until when.
    """

    answers: dict[str, JsonValue]
    diagnosed: bool
    prescription: dict[str, JsonValue]
    by_clinician: bool
    confirms: bool
    agreed: tuple[Agreement, ...]
    unclear_since: date | None
    versions: tuple[VersionRecord, ...]
    on: date
    zone: str
    received_at: AwareDatetime


class ChangeRecord(Shape):
    """A change of a plan, as it was told."""

    version: int
    told: dict[str, JsonValue]
    made_at: AwareDatetime


class PlannedDayRecord(Shape):
    """What the plan asked for on a day that is over; `kinds` has an entry for each session."""

    on: date
    kinds: tuple[str, ...]
    minutes: int
    morning_due: bool
    version: int


class PlansExport(Shape):
    """Everything of the room of plans."""

    intakes: tuple[IntakeRecord, ...]
    changes: tuple[ChangeRecord, ...]
    planned_days: tuple[PlannedDayRecord, ...]


def exported(person: UUID, *, seen_by: User) -> PlansExport:
    """Every questionnaire, the newest first, and every change, in the order they were told."""
    return PlansExport(
        intakes=tuple(
            IntakeRecord(
                answers=intake.body,
                diagnosed=intake.diagnosed,
                prescription=intake.answer,
                by_clinician=intake.author is not None,
                confirms=intake.confirms_id is not None,
                agreed=agreed_of(intake),
                unclear_since=intake.unclear_since,
                versions=tuple(map(_version, intake.versions.all())),
                on=intake.local_on,
                zone=intake.zone,
                received_at=intake.received_at,
            )
            for intake in answers_of(person, seen_by=seen_by)
        ),
        changes=tuple(
            ChangeRecord(version=change.version.number, told=change.body, made_at=change.made_at)
            for change in changes_of(person, seen_by=seen_by)
        ),
        planned_days=tuple(
            PlannedDayRecord(
                on=day.on,
                kinds=tuple(day.kinds),
                minutes=day.minutes,
                morning_due=day.morning_due,
                version=day.plan_version,
            )
            for day in planned_days_of(person, seen_by=seen_by)
        ),
    )


def _version(version: PlanVersion) -> VersionRecord:
    return VersionRecord(
        number=version.number,
        starts_on=version.starts_on,
        way_back=version.way_back,
        published_at=version.published_at,
        by=version.author_name or None,
        words=version.words,
        edit=version.edit,
    )
