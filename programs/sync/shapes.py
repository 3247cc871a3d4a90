"""The shapes of `POST /api/sync`: what a phone sends and what it gets back."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, StrictInt, StrictStr

from programs.engine.contract import Shape
from programs.engine.logs import CheckInBody, GoneBody, MeasureBody, NoteBody, PrefBody, ScreeningBody, SessionBody
from programs.logs.shapes import PulledLog
from programs.plans.bundle import Bundle

OPS_AT_ONCE = 50
LARGEST = 2**53 - 1  # a JSON number stays exact in JavaScript up to here, and fits PostgreSQL's bigint


class Op(Shape):
    """One log on its way in, checked for itself, so a bad one never fails its neighbours.

    `occurred_at` is the phone's instant with offset, `zone` its IANA name, `offset` minutes east of UTC.
    """

    id: UUID
    schema_: Literal[1] = Field(default=1, alias="schema")
    replaces: UUID | None = None
    occurred_at: AwareDatetime
    zone: Annotated[StrictStr, Field(max_length=64, pattern=r"^[A-Za-z0-9_+/-]+$")]
    offset: Annotated[StrictInt, Field(ge=-14 * 60, le=14 * 60)]
    plan_version: Annotated[StrictInt, Field(ge=1, le=1_000_000)] | None = None


class SessionOp(Op):
    """A followed session on its way in."""

    kind: Literal["session"]
    body: SessionBody


class CheckInOp(Op):
    """A morning's answer on its way in."""

    kind: Literal["check_in"]
    body: CheckInBody


class ScreeningOp(Op):
    """Answers of a safety check on their way in."""

    kind: Literal["screening"]
    body: ScreeningBody


class PrefOp(Op):
    """A wish on its way in."""

    kind: Literal["pref"]
    body: PrefBody


class NoteOp(Op):
    """Free words on their way in."""

    kind: Literal["note"]
    body: NoteBody


class MeasureOp(Op):
    """A measure on its way in."""

    kind: Literal["measure"]
    body: MeasureBody


class GoneOp(Op):
    """The withdrawal of the log named by `replaces`."""

    kind: Literal["gone"]
    body: GoneBody
    replaces: UUID


AnyOp = Annotated[
    SessionOp | CheckInOp | ScreeningOp | PrefOp | NoteOp | MeasureOp | GoneOp,
    Field(discriminator="kind"),
]


class SyncHead(Shape):
    """What stands beside the ops: where this phone is, and which bundle it holds, made for which day.

    `zone` is the IANA name of its time zone; one that nobody knows is passed over, as it must not stop the logs.
    `account` is whose logs these are: 401 when somebody else is signed in by now.
    """

    schema_: Literal[1] = Field(alias="schema")
    account: UUID | None = None
    device: UUID
    app: Annotated[StrictStr, Field(max_length=40)]
    cursor: Annotated[StrictInt, Field(ge=0, le=LARGEST)]
    epoch: Annotated[StrictInt, Field(ge=0, le=LARGEST)] | None = None
    bundle_rev: Annotated[StrictInt, Field(ge=0, le=LARGEST)] | None = None
    bundle_made_for: date | None = None
    today: date
    zone: Annotated[StrictStr, Field(max_length=64)] | None = None


class SyncRequest(SyncHead):
    """A phone's turn."""

    ops: Annotated[tuple[AnyOp, ...], Field(max_length=OPS_AT_ONCE)]


class OpResult(Shape):
    """What became of one op: applied, or refused with a code and a sentence; `id` is as it was sent."""

    id: str
    status: Literal["applied", "refused"]
    code: str | None = None
    sentence: str | None = None


class SyncReply(Shape):
    """The server's turn: one result for each op, the logs of other devices, and the bundle when it differs."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    results: tuple[OpResult, ...]
    changes: tuple[PulledLog, ...]
    cursor: int
    more: bool
    epoch: int
    now: AwareDatetime
    resync: bool = False
    bundle: Bundle | None
