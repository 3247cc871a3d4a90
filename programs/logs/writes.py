"""Adds to the journal, under the lock that every write to a person's data takes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from backfit.accounts.models import User
from backfit.lib.errors import Refused
from backfit.lib.zones import zone_named
from programs.engine.contract import Shape
from programs.engine.logs import Kind
from programs.logs.models import Log, Space

__all__ = ["AccountGone", "Added", "NewLog", "Space", "add", "hear_zone", "keep", "lock"]


LOCK_WAIT_S = 3  # a phone gives up after 15: rather answer it, and let it come again


class AccountGone(Refused):
    """The account was deleted while this request was on its way."""

    code = "not_authenticated"
    status = 401
    sentence = "This account was deleted. Nothing more can be saved to it."


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
    """What became of new logs: `stored` just now, `taken` not usable because they name somebody else's log."""

    stored: frozenset[UUID]
    taken: frozenset[UUID]


def lock(user: User) -> Space:
    """The counters of `user`, locked until the transaction ends; every write to their data begins here.

    Raises AccountGone; and OperationalError, which becomes 503, when another writer holds them for too long.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = %s", [f"{LOCK_WAIT_S}s"])
    space = Space.objects.select_for_update().filter(user=user).first()
    if space is None:
        # The first write of a new account. The row of the account is held, so that it can't be deleted meanwhile.
        if not User.objects.select_for_update(no_key=True).filter(id=user.id).exists():
            raise AccountGone
        Space.objects.bulk_create([Space(user=user)], ignore_conflicts=True)
        space = Space.objects.select_for_update().get(user=user)
    return space


def add(*, space: Space, logs: Sequence[NewLog], received_at: datetime) -> Added:
    """Stores the logs that are new, in the order given, and counts `space.seq` on (`keep` writes it down).

    An id stored before is left as it is: a log never changes. Of two with one id the first counts.
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
    Log.objects.bulk_create(new.values(), ignore_conflicts=True)
    return Added(frozenset(new), taken)


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


def keep(space: Space) -> None:
    """Writes the counters and the zone down."""
    space.save(update_fields=["seq", "rev", "zone"])
