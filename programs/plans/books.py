"""Closes days: once a person's day is over, writes down what their plan asked for on it."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from backfit.accounts.models import User
from backfit.lib.zones import UTC as GREENWICH
from backfit.lib.zones import zone_named
from exercises.load import catalogue
from programs.engine.scheduling.asked import Asked, Past, asked
from programs.knowledge.load import knowledge
from programs.logs import writes as logs_write
from programs.logs.writes import AccountGone, Space
from programs.plans import reads
from programs.plans.ground import Ground
from programs.plans.models import DayBook, PlannedDay

LEASE = timedelta(minutes=10)
"""How long a claimed person is left alone: a worker that dies, or a bug in one plan, must not stop the others."""
DAYS_AT_ONCE = 14
A_DAY = timedelta(days=1)


def over_at(on: date, *, zone: ZoneInfo) -> datetime:
    """The instant at which a local day is over, in UTC; right where clocks change at midnight."""
    return datetime.combine(on + A_DAY, time.min, tzinfo=zone).astimezone(UTC)


def open_book(user: User, *, space: Space, starts_on: date) -> None:
    """Lets the days of a plan that was just published be closed; belongs in the transaction that holds `space`."""
    book = DayBook.objects.filter(user=user).first() or DayBook(user=user, closed_until=starts_on - A_DAY)
    if book.next_close_at is None:
        book.closed_until = max(book.closed_until, starts_on - A_DAY)
    book.next_close_at = over_at(book.closed_until + A_DAY, zone=_zone(space))
    book.save()


def claim(*, now: datetime) -> UUID | None:
    """Somebody whose day is over and whom nobody else has claimed; None when there is no such person."""
    with transaction.atomic():
        due = DayBook.objects.select_for_update(skip_locked=True).filter(next_close_at__lte=now)
        book = due.order_by("next_close_at").first()
        if book is None:
            return None
        book.next_close_at = now + LEASE
        book.save(update_fields=["next_close_at"])
        return book.user_id


@transaction.atomic
def close(person: UUID, *, now: datetime) -> None:
    """Writes a row for each day of `person` that is over and asked for something; doing it again changes nothing.

    After an outage each missed day is closed as it stood at its own end, so the rows are those that punctual closing
    would have written.
    """
    user = User.objects.filter(id=person).first()
    if user is None:
        return
    try:
        space = logs_write.lock(user)
    except AccountGone:
        return
    book = DayBook.objects.filter(user=user).first()
    if book is not None:
        _close(user, book=book, zone=_zone(space), now=now)
        book.save()


def _close(user: User, *, book: DayBook, zone: ZoneInfo, now: datetime) -> None:
    days = _days_over(book, zone=zone, now=now)
    if not days:  # the person has moved westward, or another worker was here
        if book.next_close_at is not None:
            book.next_close_at = over_at(book.closed_until + A_DAY, zone=zone)
        return
    ground_at = reads.grounds_at(user.id, seen_by=user)
    grounds = [(on, ground_at(over_at(on, zone=zone))) for on in days]
    past = [Past(on, one.published, one.logs) for on, one in grounds if one and one.published]
    rows = [_row(user, one) for one in asked(past, knowledge=knowledge(), catalogue=catalogue())]
    PlannedDay.objects.bulk_create(rows, ignore_conflicts=True)
    book.closed_until = days[-1]
    book.last_asked_on = rows[-1].on if rows else book.last_asked_on
    book.next_close_at = _next_close_at(book, zone=zone, newest=ground_at(now), now=now)


def _days_over(book: DayBook, *, zone: ZoneInfo, now: datetime) -> list[date]:
    """The days to close, the oldest first; what is beyond a transaction's worth waits for the next."""
    days = (book.closed_until + A_DAY * number for number in range(1, DAYS_AT_ONCE + 1))
    return [on for on in days if over_at(on, zone=zone) <= now]


def _row(user: User, day: Asked) -> PlannedDay:
    return PlannedDay(
        user=user,
        on=day.on,
        kinds=day.kinds,
        minutes=day.minutes,
        morning_due=day.morning_due,
        plan_version=day.version,
    )


def _next_close_at(book: DayBook, *, zone: ZoneInfo, newest: Ground | None, now: datetime) -> datetime | None:
    """When the next day is over; None once the plan has no day to come, not even the morning after its last one."""
    at = over_at(book.closed_until + A_DAY, zone=zone)
    if at <= now:
        return at
    published = newest.published if newest else None
    if published is None or published.prescription.program is None:
        return None
    morning_after = published.starts_on + timedelta(weeks=published.prescription.program.weeks)
    return at if book.closed_until < morning_after else None


def _zone(space: Space) -> ZoneInfo:
    return zone_named(space.zone) or GREENWICH
