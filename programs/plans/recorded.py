"""What was asked on days that are over, and the progress it makes with the logs: of one person, and of many."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from backfit.accounts.models import User
from backfit.accounts.reads import visible_to
from programs.engine.logs import LogEntry
from programs.engine.scheduling.asked import Asked
from programs.knowledge.load import knowledge
from programs.logs import reads as logs_read
from programs.plans.counted import Record
from programs.plans.models import DayBook, PlannedDay
from programs.plans.progress import Caseload, caseload, first_shown


def planned_days_of(person: UUID, *, seen_by: User) -> QuerySet[PlannedDay]:
    """What plans of `person` asked for on days that are over, in order; none unless `seen_by` may see it."""
    return PlannedDay.objects.filter(user__in=visible_to(seen_by), user=person).order_by("on")


def last_asked_on(user: User) -> date | None:
    """The last day that is over and asked for something; reads nothing when `user` came with their day book."""
    book: DayBook | None = getattr(user, "day_book", None)
    return book.last_asked_on if book else None


def shown_from(today: date) -> datetime:
    """The first instant of the weeks that progress shows, wherever on Earth."""
    return _begin(first_shown(today=today, knowledge=knowledge()))


def record_of(user: User, *, logs: tuple[LogEntry, ...], today: date, seen_by: User) -> Record:
    """What the progress of `user` is told from; `logs` are those from `shown_from(today)` on."""
    book: DayBook | None = getattr(user, "day_book", None)
    first_on = first_shown(today=today, knowledge=knowledge())
    return Record(
        asked=tuple(map(_asked, planned_days_of(user.id, seen_by=seen_by).filter(on__gte=first_on))),
        closed_until=book.closed_until if book else date.min,
        logs=logs,
    )


def caseload_progress(people: Collection[UUID], *, seen_by: User, today: date) -> dict[UUID, Caseload]:
    """A line for each of `people` whom `seen_by` may see; the number of statements does not grow with them."""
    first_on = today - timedelta(days=knowledge().progress.adherence_days)
    visible = visible_to(seen_by).filter(id__in=people)
    asked: dict[UUID, list[Asked]] = {}
    for row in PlannedDay.objects.filter(user__in=visible, on__gte=first_on).order_by("on"):
        asked.setdefault(row.user_id, []).append(_asked(row))
    logs = logs_read.entries_from(_begin(first_on), people=people, seen_by=seen_by)
    last_at = logs_read.last_logged_at(people, seen_by=seen_by)
    return {
        user.id: caseload(
            Record(
                asked=tuple(asked.get(user.id, ())),
                closed_until=user.day_book.closed_until if hasattr(user, "day_book") else date.min,
                logs=logs.get(user.id, ()),
            ),
            last_activity_on=last_at[user.id].date() if user.id in last_at else None,
            today=today,
            knowledge=knowledge(),
        )
        for user in visible.select_related("day_book")
    }


def _asked(row: PlannedDay) -> Asked:
    return Asked(
        on=row.on,
        version=row.plan_version,
        kinds=tuple(row.kinds),
        minutes=row.minutes,
        morning_due=row.morning_due,
    )


def _begin(on: date) -> datetime:
    """The first instant of a day anywhere on Earth, with room to spare."""
    return datetime.combine(on - timedelta(days=1), time.min, tzinfo=UTC)
