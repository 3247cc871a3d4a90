"""Adds to the journal, under the lock that every write to a person's data takes first."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from backfit.accounts.models import User
from backfit.lib.errors import Refused
from backfit.lib.zones import zone_named
from programs.engine.contract import Shape
from programs.engine.logs import Kind
from programs.logs.models import Log, Space

__all__ = ["AccountGone", "Added", "NewLog", "Space", "add", "begin_epoch", "hear_zone", "keep", "lock", "lock_in_turn"]

logger = logging.getLogger(__name__)

PEOPLE_AT_ONCE = 1_000
LOCK_WAIT = "3s"  # a phone gives up after 15: rather answer it, and let it come again
WAIT = "SELECT set_config('lock_timeout', %(wait)s, true)"
# Of one person's own requests one works and one waits: more would hold the threads that serve everybody else.
IN_TURN = """
SELECT CASE WHEN pg_try_advisory_xact_lock(hashtextextended(%(user)s, 1)) THEN true
    ELSE pg_try_advisory_xact_lock(hashtextextended(%(user)s, 2)) END
FROM set_config('lock_timeout', %(wait)s, true)
"""


class AccountGone(Refused):
    """The account was deleted while this request was on its way."""

    code = "not_authenticated"
    status = 401
    sentence = "This account was deleted. Nothing more can be saved to it."


class Busy(Refused):
    """Two requests of this person are being worked on already."""

    code = "busy"
    status = 429
    sentence = "Your other requests come first. Nothing was lost; it will be tried again."
    wait = 2


class NotTogether(Exception):
    """PostgreSQL would not take the logs in one statement. The transaction is over; one by one they tell which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLog:
    """One checked log on its way in; `occurred_at` is clamped already."""

    id: UUID
    kind: Kind
    schema: int
    body: Shape
    replaces: UUID | None
    occurred_at: datetime
    zone: str
    offset: int
    plan_version: int | None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of new logs: `stored` just now, `taken` not usable because they name somebody else's log.

    `unfit` are those that PostgreSQL refused although their shape was right.
    """

    stored: frozenset[UUID]
    taken: frozenset[UUID]
    unfit: frozenset[UUID] = frozenset()


def lock(user: User) -> Space:
    """The counters of `user`, locked until the transaction ends; every write to their data begins here.

    Raises AccountGone; and OperationalError, which becomes 503, when another writer holds them for too long.
    """
    _ask(WAIT, wait=LOCK_WAIT)
    return _locked(user)


def lock_in_turn(user: User) -> Space:
    """The same for what a phone asks of its own accord; raises Busy at once where two of its requests are here."""
    if not _ask(IN_TURN, user=str(user.id), wait=LOCK_WAIT):
        raise Busy
    return _locked(user)


def _ask(statement: str, **values: str) -> object:
    """The one value that `statement` gives."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        [answer] = cursor.fetchone()
    return answer


def _locked(user: User) -> Space:
    space = Space.objects.select_for_update().filter(user=user).first()
    if space is None:
        # The first write of a new account. The row of the account is held, so that it can't be deleted meanwhile.
        if not User.objects.select_for_update(no_key=True).filter(id=user.id).exists():
            raise AccountGone
        Space.objects.bulk_create([Space(user=user)], ignore_conflicts=True)
        space = Space.objects.select_for_update().get(user=user)
    return space


def add(*, space: Space, logs: Sequence[NewLog], received_at: datetime, one_by_one: bool = False) -> Added:
    """Stores the logs that are new, in the order given, and counts `space.seq` on (`keep` writes it down).

    An id stored before is left as it is: a log never changes. Of two with one id the first counts. Raises NotTogether
    when the database refuses one of them; `one_by_one`, in savepoints, it costs only the ones that are refused.
    """
    if not logs:
        return Added(frozenset(), frozenset())
    named = {log.id for log in logs} | {log.replaces for log in logs if log.replaces}
    owners = list(Log.objects.filter(id__in=named).values_list("id", "user_id"))
    own = {log for log, owner in owners if owner == space.user_id}
    others = {log for log, _ in owners} - own
    new: dict[UUID, Log] = {}
    taken = frozenset(log.id for log in logs if log.id in others or log.replaces in others)
    for log in logs:
        if log.id not in own | taken | new.keys():
            space.seq += 1
            new[log.id] = _row(log, space=space, received_at=received_at)
    unfit = _unfit(new.values()) if one_by_one else frozenset()
    if not one_by_one:
        _insert(new.values())
    return Added(frozenset(new) - unfit, taken, unfit)


def _insert(rows: Iterable[Log]) -> None:
    try:
        Log.objects.bulk_create(rows, ignore_conflicts=True)
    except (DataError, IntegrityError) as error:
        raise NotTogether from error


def _unfit(rows: Iterable[Log]) -> frozenset[UUID]:
    """Inserts each row for itself; the ids of those that the database refuses."""
    unfit = set()
    for row in rows:
        try:
            with transaction.atomic():
                _insert([row])
        except NotTogether as error:
            # PostgreSQL's own words hold the row, which is about somebody's health.
            logger.warning("A log that passed every check can't be stored: %s", type(error.__cause__).__name__)
            unfit.add(row.id)
    return frozenset(unfit)


def _row(log: NewLog, *, space: Space, received_at: datetime) -> Log:
    return Log(
        user_id=space.user_id,
        id=log.id,
        seq=space.seq,
        kind=log.kind,
        schema=log.schema,
        body=log.body.model_dump(mode="json", by_alias=True),
        replaces=log.replaces,
        occurred_at=log.occurred_at,
        zone=log.zone,
        offset=log.offset,
        received_at=received_at,
        plan_version=log.plan_version,
    )


def hear_zone(space: Space, *, name: str | None) -> None:
    """Takes the zone a phone says it is in (`keep` writes it down); a name that is no zone leaves the last one."""
    if name is not None and zone_named(name) is not None:
        space.zone = name


def begin_epoch(*, now: datetime) -> Iterator[int]:
    """Gives everybody a new epoch, so that their phones offer all they made again; how many people have it so far.

    It is the second that it begins in: no backup, however often it is restored, leads to the same one twice. Revs
    count on from there too, so that every bundle from now on is above any that a phone holds.
    """
    epoch, done, last = int(now.timestamp()), 0, UUID(int=0)
    while people := _some_people(after=last):
        with transaction.atomic():
            Space.objects.bulk_create([Space(user_id=person) for person in people], ignore_conflicts=True)
            Space.objects.filter(user__in=people).update(
                epoch=Greatest(F("epoch") + 1, epoch), rev=Greatest(F("rev") + 1, epoch)
            )
        done, last = done + len(people), people[-1]
        yield done


def _some_people(*, after: UUID) -> list[UUID]:
    return list(User.objects.filter(id__gt=after).order_by("id").values_list("id", flat=True)[:PEOPLE_AT_ONCE])


def keep(space: Space) -> None:
    """Writes the counters and the zone down."""
    space.save(update_fields=["seq", "rev", "zone"])
