"""The one request of a phone, in one transaction: logs in, the plan folded, what is new out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db import transaction
from pydantic import JsonValue

from backfit.accounts.models import User
from backfit.lib import clock
from exercises.load import catalogue
from programs.care import writes as care_write
from programs.engine.care.alerts import Course, Raised, alerts
from programs.engine.logs import LogEntry
from programs.knowledge.load import knowledge
from programs.logs import reads as logs_read
from programs.logs import writes as logs_write
from programs.logs.writes import Added, NewLog
from programs.nudges import writes as nudges_write
from programs.plans import writes as plans_write
from programs.plans.days import local_day
from programs.plans.progress import adherence
from programs.plans.reads import Served
from programs.plans.storing import Kept
from programs.sync.ops import read_op, refused, shown_id
from programs.sync.shapes import OpResult, SyncHead, SyncReply

TAKEN = "The id of this record can't be used."
FIRST_EPOCH = 1
UNFIT = "This record can't be stored as it is."


def sync(*, user: User, head: SyncHead, ops: Sequence[JsonValue]) -> tuple[SyncReply, Served | None]:
    """Stores what is new in `ops`, in the order given, and says what this phone does not hold yet.

    The bundle comes beside the reply, as the bytes it is stored in; None when the phone holds it. All ops are written
    in one statement; when the database refuses that, all is undone and done again with each op for itself.
    """
    try:
        return _turn(user=user, head=head, ops=ops, one_by_one=False)
    except logs_write.NotTogether:
        return _turn(user=user, head=head, ops=ops, one_by_one=True)


@transaction.atomic
def _turn(*, user: User, head: SyncHead, ops: Sequence[JsonValue], one_by_one: bool) -> tuple[SyncReply, Served | None]:
    now = clock.now()
    space = logs_write.lock_in_turn(user)
    zone = space.zone
    logs_write.hear_zone(space, name=head.zone)
    read = [read_op(op, received_at=now, knowledge=knowledge(), catalogue=catalogue()) for op in ops]
    new = [log for log in read if isinstance(log, NewLog)]
    added = logs_write.add(space=space, logs=new, received_at=now, one_by_one=one_by_one)
    kept = plans_write.refresh(user=user, space=space, today=local_day(head.today, now=now))
    bundle = kept.served if kept else None
    logs_write.keep(space)
    if added.stored:
        logged = [_entry(log) for log in new if log.id in added.stored]
        care_write.raise_once(user, _raised(kept, logged=logged, today=local_day(head.today, now=now)))
    if zone != space.zone or any(nudges_write.concerns(log) for log in new):
        nudges_write.refresh(user=user, space=space, now=now)

    # Who has heard of no epoch counts as of the first: they may have asked before the restore that began this one.
    resync = head.cursor > space.seq or (head.epoch or FIRST_EPOCH) != space.epoch
    sent = {log.id for log in new}
    changes, more = logs_read.after(
        seq=0 if resync else head.cursor, person=user.id, seen_by=user, besides=() if resync else sent
    )
    reply = SyncReply(
        results=tuple(_results(read, ops=ops, added=added)),
        changes=changes,
        cursor=changes[-1].seq if more else space.seq,
        more=more,
        epoch=space.epoch,
        now=now,
        resync=resync,
        bundle=None,
    )
    held = (
        bundle is not None and not resync and (head.bundle_rev, head.bundle_made_for) == (bundle.rev, bundle.made_for)
    )
    return reply, None if held else bundle


def _raised(kept: Kept | None, *, logged: Iterable[LogEntry], today: date) -> tuple[Raised, ...]:
    """What the plan as it was just made anew, and what was just logged, raise."""
    if kept is None or kept.ground is None:
        return alerts(None, logs=(), logged=logged, knowledge=knowledge())
    course = None
    if kept.ground.published is not None:
        lately = adherence(kept.ground.record, today=today, knowledge=knowledge())
        course = Course(since=kept.ground.published.starts_on, done=lately.done, planned=lately.planned)
    return alerts(kept.state, logs=kept.ground.logs, logged=logged, course=course, knowledge=knowledge())


def _entry(log: NewLog) -> LogEntry:
    return LogEntry(id=log.id, kind=log.kind, occurred_at=log.occurred_at, body=log.body)


def _results(read: Sequence[NewLog | OpResult], *, ops: Sequence[JsonValue], added: Added) -> Iterator[OpResult]:
    """One result for each op, in order. Somebody else's id is refused in words that don't say it exists."""
    for log, op in zip(read, ops, strict=True):
        match log:
            case OpResult():
                yield log
            case NewLog() if log.id in added.taken:
                yield refused(shown_id(op), code="id", sentence=TAKEN)
            case NewLog() if log.id in added.unfit:
                yield refused(shown_id(op), code="unfit", sentence=UNFIT)
            case NewLog():
                yield OpResult(id=shown_id(op), status="applied")
