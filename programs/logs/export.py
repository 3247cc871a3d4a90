"""All that somebody logged, to take away."""

from uuid import UUID

from pydantic import AwareDatetime, JsonValue

from backfit.accounts.models import User
from programs.engine.contract import Shape
from programs.logs.reads import logs_of


class LogRecord(Shape):
    """One log as it is stored; `offset` in minutes east of UTC."""

    id: UUID
    kind: str
    body: dict[str, JsonValue]
    replaces: UUID | None
    occurred_at: AwareDatetime
    zone: str
    offset: int
    received_at: AwareDatetime
    plan_version: int | None


def exported(person: UUID, *, seen_by: User) -> tuple[LogRecord, ...]:
    """Every log of `person`, corrected and withdrawn ones too, in the order they came."""
    return tuple(
        LogRecord(
            id=log.id,
            kind=log.kind,
            body=log.body,
            replaces=log.replaces,
            occurred_at=log.occurred_at,
            zone=log.zone,
            offset=log.offset,
            received_at=log.received_at,
            plan_version=log.plan_version,
        )
        for log in logs_of(person, seen_by=seen_by).order_by("seq")
    )
