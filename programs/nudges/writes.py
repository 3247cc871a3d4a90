"""What changes reminders: wishes that arrive, claims, and how each ended; every change is one conditional statement."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from backfit.accounts.models import User
from backfit.lib.zones import UTC, zone_named
from programs.engine.logs import PrefBody
from programs.engine.nudges import PREFIX, Send, Wishes, next_at, wishes_of
from programs.knowledge.load import knowledge
from programs.logs import reads as logs_read
from programs.logs import writes as logs_write
from programs.logs.writes import NewLog, Space
from programs.nudges.models import Decision, Reminder, State
from programs.plans import writes as plans_write

CLAIMED_AT_ONCE = 200
SESSION = "session"
"""The one slot of a day so far."""


def hold(user: User) -> None:
    """Waits for whoever writes to the data of `user`, a dispatcher included, and keeps others away until the end."""
    logs_write.lock(user)
    Reminder.objects.select_for_update().filter(user=user).first()


def concerns(log: NewLog) -> bool:
    """Whether a log may change what somebody wishes of reminders: it says a wish, or takes some log back."""
    is_wish = isinstance(log.body, PrefBody) and log.body.key.startswith(PREFIX)
    return is_wish or log.replaces is not None


def refresh(*, user: User, space: Space, now: datetime) -> None:
    """Writes down what `user` wishes now, and when the next reminder is due; belongs under the lock of `space`."""
    prefs = logs_read.prefs_of(user.id, seen_by=user, prefix=PREFIX)
    wishes = wishes_of(prefs, knowledge=knowledge())
    row = {
        "wishes": wishes.model_dump(mode="json"),
        "zone": space.zone,
        "next_nudge_at": next_at(wishes, zone=space.zone, after=now),
    }
    if prefs:
        Reminder.objects.bulk_create(
            [Reminder(user=user, **row)], update_conflicts=True, unique_fields=["user"], update_fields=list(row)
        )
    else:  # every wish was taken back, or there never was one
        Reminder.objects.filter(user=user).update(**row)


@transaction.atomic
def wish(*, user: User, what: str, value: str, now: datetime) -> None:
    """Adds a wish that came by a link, as a log of its own: the phones hear of it, and show it."""
    space = logs_write.lock(user)
    there = zone_named(space.zone) or UTC
    local = now.astimezone(there)
    offset = local.utcoffset() or timedelta(0)
    log = NewLog(
        id=uuid4(),
        kind="pref",
        schema=1,
        body=PrefBody(key=PREFIX + what, value=value),
        replaces=None,
        occurred_at=now,
        zone=there.key,
        offset=round(offset / timedelta(minutes=1)),
        plan_version=None,
    )
    logs_write.add(space=space, logs=[log], received_at=now)
    plans_write.refresh(user=user, space=space, today=local.date())
    logs_write.keep(space)
    refresh(user=user, space=space, now=now)


@transaction.atomic
def take_zone(*, user: User, now: datetime) -> None:
    """Reckons the next reminder anew in the zone that a phone said last."""
    refresh(user=user, space=logs_write.lock(user), now=now)


def claim(*, now: datetime) -> list[UUID]:
    """Claims a batch of reminders that are due, for whoever delivers them; belongs inside a transaction.

    Any number of dispatchers may run: what one holds the others pass over. A day that was decided before is not again.
    """
    due = list(
        Reminder.objects.select_for_update(skip_locked=True)
        .filter(next_nudge_at__lte=now)
        .order_by("next_nudge_at")[:CLAIMED_AT_ONCE]
    )
    claimed = [
        _decision(reminder, due_at=reminder.next_nudge_at, now=now) for reminder in due if reminder.next_nudge_at
    ]
    Decision.objects.bulk_create(claimed, ignore_conflicts=True)
    for reminder in due:
        wishes = Wishes.model_validate(reminder.wishes)
        reminder.next_nudge_at = next_at(wishes, zone=reminder.zone, after=now)
    if due:
        Reminder.objects.bulk_update(due, ["next_nudge_at"])
    return [decision.id for decision in claimed]


def _decision(reminder: Reminder, *, due_at: datetime, now: datetime) -> Decision:
    local_on = due_at.astimezone(zone_named(reminder.zone) or UTC).date()
    return Decision(
        user_id=reminder.user_id,
        local_on=local_on,
        slot=SESSION,
        zone=reminder.zone,
        due_at=due_at,
        claimed_at=now,
        lease_until=lease_from(now),
    )


def reclaim(*, now: datetime) -> list[UUID]:
    """Claims again what was claimed and never begun, as its worker died; belongs inside a transaction."""
    left = Decision.objects.select_for_update(skip_locked=True).filter(state=State.CLAIMED, lease_until__lt=now)
    ids = list(left.order_by("lease_until").values_list("id", flat=True)[:CLAIMED_AT_ONCE])
    if ids:
        Decision.objects.filter(id__in=ids).update(lease_until=lease_from(now))
    return ids


def give_up(*, now: datetime) -> int:
    """Marks as unknown what was being sent when its worker died: it may have gone out, so it never will again (N27)."""
    return Decision.objects.filter(state=State.SENDING, lease_until__lt=now).update(state=State.UNKNOWN)


def skip(decision: Decision, *, rule: str) -> None:
    """Notes why it is not sent."""
    Decision.objects.filter(id=decision.id, state=State.CLAIMED).update(state=State.SKIPPED, rule=rule)


def begin(decision: Decision, *, send: Send, now: datetime) -> bool:
    """Takes it for sending; False if somebody else has, so that two workers never send the same."""
    return bool(
        Decision.objects.filter(id=decision.id, state=State.CLAIMED).update(
            state=State.SENDING,
            lease_until=lease_from(now),
            template=send.template,
            arms=list(send.arms),
            propensity=send.propensity,
        )
    )


def finish(decision: Decision, *, now: datetime) -> None:
    """Notes that it went out."""
    under_way = Decision.objects.filter(id=decision.id, state__in=(State.SENDING, State.UNKNOWN))
    under_way.update(state=State.SENT, sent_at=now)


def lose(decision: Decision) -> None:
    """Notes that nobody knows whether it went out."""
    Decision.objects.filter(id=decision.id, state=State.SENDING).update(state=State.UNKNOWN)


def lease_from(now: datetime) -> datetime:
    """When a claim of now ends."""
    return now + timedelta(seconds=knowledge().nudges.lease_seconds)


def in_chunks(ids: Collection[UUID], *, size: int) -> list[list[str]]:
    """The ids in lists of at most `size`, as a task takes them."""
    names = [str(one) for one in ids]
    return [names[start : start + size] for start in range(0, len(names), size)]
