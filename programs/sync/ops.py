"""Reads each op of an upload for itself: into a log to store, or into the reason why not."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta, timezone

from pydantic import JsonValue

from backfit.lib.body import parsed
from backfit.lib.errors import Invalid
from exercises.load import Catalogue
from programs.engine.contract import Dose, Shape
from programs.engine.logs import MeasureBody, PrefBody, ScreeningBody, SessionBody
from programs.engine.nudges import wish_fault
from programs.engine.progress import measure_fault, measure_named
from programs.engine.progression.screens import pressure_fault
from programs.engine.progression.wishes import PREFIX
from programs.knowledge.load import Knowledge
from programs.logs.upgrades import Body, newest, upgraded
from programs.logs.writes import NewLog
from programs.plans.safety import all_items
from programs.sync.shapes import CheckInOp, GoneOp, MeasureOp, NoteOp, OpResult, PrefOp, ScreeningOp, SessionOp

AnyOp = SessionOp | CheckInOp | ScreeningOp | PrefOp | NoteOp | MeasureOp | GoneOp
OPS: dict[str, type[AnyOp]] = {
    "session": SessionOp,
    "check_in": CheckInOp,
    "screening": ScreeningOp,
    "pref": PrefOp,
    "note": NoteOp,
    "measure": MeasureOp,
    "gone": GoneOp,
}

AHEAD = timedelta(minutes=5)  # a phone's clock may run ahead this far; what is later is set back to it
OLDEST = timedelta(days=2 * 365)
PLANNED_AHEAD = timedelta(days=31)  # the days of a bundle, with room to spare
ID_SHOWN = 80
MOST_ASKED = 10_000  # sets, seconds, minutes or metres: as much as can be done
NEWER = "A newer app made this record. Try again once the server has been updated."


class Unusable(Exception):
    """Why an op is refused: a code for the phone, a sentence for the person."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code, self.sentence = code, sentence
        super().__init__(sentence)


def read_op(raw: JsonValue, *, received_at: datetime, knowledge: Knowledge, catalogue: Catalogue) -> NewLog | OpResult:
    """The log in `raw`, or the refusal to answer with."""
    try:
        log = _log(raw, received_at=received_at)
        _check_words(log.body, knowledge=knowledge, catalogue=catalogue)
    except Unusable as refusal:
        return refused(shown_id(raw), code=refusal.code, sentence=refusal.sentence)
    return log


def refused(op_id: str, *, code: str, sentence: str) -> OpResult:
    return OpResult(id=op_id, status="refused", code=code, sentence=sentence)


def shown_id(raw: JsonValue) -> str:
    """The op's id as it was sent, if it can be said at all."""
    sent = raw.get("id") if isinstance(raw, dict) else None
    return sent[:ID_SHOWN].encode("utf-8", "replace").decode() if isinstance(sent, str) else ""


def _log(raw: JsonValue, *, received_at: datetime) -> NewLog:
    op = _parsed(raw)
    occurred_at = _instant(op.occurred_at, received_at=received_at)
    today = occurred_at.astimezone(timezone(timedelta(minutes=op.offset))).date()
    return NewLog(
        id=op.id,
        kind=op.kind,
        schema=op.schema_,
        body=_with_days_checked(op.body, today=today, received_at=received_at),
        replaces=op.replaces,
        occurred_at=occurred_at,
        zone=op.zone,
        offset=op.offset,
        plan_version=op.plan_version,
    )


def _parsed(raw: JsonValue) -> AnyOp:
    if not isinstance(raw, dict):
        raise Unusable("invalid", "This is no record.")
    kind = raw.get("kind")
    shape = OPS.get(kind) if isinstance(kind, str) else None
    if shape is None:
        raise Unusable("unknown_kind", "This kind of record is not known here.")
    try:
        op = parsed(_of_today(raw, kind=str(kind)), shape=shape)
    except Invalid as error:
        first = error.errors[0]
        raise Unusable("invalid", f"{first.field}: {first.reason}") from error
    if op.replaces == op.id:
        raise Unusable("invalid", "replaces: a record can't replace itself")
    return op


def _of_today(raw: Body, *, kind: str) -> Body:
    """`raw` as today's app would send it; raises Unusable when a newer app made it."""
    schema, body, last = raw.get("schema", 1), raw.get("body"), newest(kind)
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1 or not isinstance(body, dict):
        return raw  # what is wrong with it is said when it is read
    if schema > last:
        raise Unusable("newer", NEWER)
    return raw | {"schema": last, "body": upgraded(body, kind=kind, schema=schema)}


def _instant(said: datetime, *, received_at: datetime) -> datetime:
    """What the phone's clock said, in UTC; a time to come is set back, since a wrong clock must lose nothing."""
    oldest = received_at - OLDEST
    # By year first: an instant at the very ends of the calendar has no equivalent in UTC.
    if said.year > received_at.year + 1:
        return received_at + AHEAD
    if said.year < oldest.year or (occurred_at := said.astimezone(UTC)) < oldest:
        raise Unusable("date", "occurred_at: this lies too far back to be right")
    return min(occurred_at, received_at + AHEAD)


def _with_days_checked(body: Shape, *, today: date, received_at: datetime) -> Shape:
    """`body`, its day `on` set back to the phone's `today` if it is still to come, however far.

    Raises Unusable for a day that no calendar error explains: nothing was done years ago, or planned beyond a bundle.
    """
    on = getattr(body, "on", None)
    if on is not None and on > today:
        body = body.model_copy(update={"on": today})
    oldest, latest = (received_at - OLDEST).date(), (received_at + PLANNED_AHEAD).date()
    for field, value in body:
        if isinstance(value, date) and not oldest <= value <= latest:
            raise Unusable("date", f"{field}: {value.isoformat()} can't be right")
    return body


def _check_words(body: Shape, *, knowledge: Knowledge, catalogue: Catalogue) -> None:
    """Raises Unusable for what never was (a released name stays known for ever), a wish or answers that can't be."""
    named: set[str] = set()
    known: Collection[str] = catalogue.exercises
    match body:
        case SessionBody() if not all(_can_be_asked(item.asked) for item in body.items):
            raise Unusable("invalid", "body: no plan ever asked for this")
        case SessionBody():
            named = {slug for item in body.items for slug in (item.exercise, item.swapped_for) if slug}
        case PrefBody() if body.key.startswith(PREFIX):
            named = {body.key.removeprefix(PREFIX)}
        case PrefBody() if fault := wish_fault(body.key, body.value, knowledge=knowledge):
            raise Unusable("invalid", f"body: {fault}")
        case MeasureBody() if measure_named(body.measure, knowledge=knowledge) is None:
            named, known = {body.measure}, ()
        case MeasureBody() if fault := measure_fault(body, knowledge=knowledge):
            raise Unusable("invalid", f"body: {fault}")
        case ScreeningBody() if fault := pressure_fault(body, knowledge=knowledge):
            raise Unusable("invalid", f"body: {fault}")
        case ScreeningBody():
            named, known = set(body.answers), all_items(knowledge)
    if unknown := sorted(named.difference(known)):
        raise Unusable("unknown_word", f"body: {unknown[0]} is not known here")


def _can_be_asked(dose: Dose) -> bool:
    """Whether the numbers copied from a bundle may have stood there: the fold counts with them."""
    numbers = (dose.sets, dose.reps, dose.hold_s, dose.minutes, dose.distance_m, dose.rest_s)
    in_range = all(0 <= number <= MOST_ASKED for number in numbers if number is not None)
    return in_range and all(0 <= effort <= 10 for effort in dose.effort_cr10)
