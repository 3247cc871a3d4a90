"""The shape of a log on its way out."""

from uuid import UUID

from pydantic import AwareDatetime, JsonValue

from programs.engine.contract import Shape


class PulledLog(Shape):
    """A log another device added."""

    id: UUID
    seq: int
    kind: str
    body: dict[str, JsonValue]
    replaces: UUID | None
    occurred_at: AwareDatetime
    plan_version: int | None
