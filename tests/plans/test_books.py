"""Closing days: once over, at the person's own midnight, as the logs stood then, whoever does it and however often."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection

from backfit.accounts.models import User
from backfit.lib import clock
from programs.logs.models import Space
from programs.plans import books
from programs.plans.models import DayBook, PlannedDay
from programs.plans.tasks import close_days
from tests.cast import phone_of
from tests.phone import Json, answer, check_in, op, session, sync

A_DAY = timedelta(days=1)


def close_until(user: User, moment: datetime) -> None:
    """Closes what is over then, however many transactions that takes."""
    while True:
        before = DayBook.objects.get(user=user)
        books.close(user.id, now=moment)
        if DayBook.objects.get(user=user).closed_until == before.closed_until:
            return


def rows(user: User) -> list[tuple[str, list[str], int, bool]]:
    found = PlannedDay.objects.filter(user=user).order_by("on")
    return [(row.on.isoformat(), row.kinds, row.minutes, row.morning_due) for row in found]


def days(user: User) -> list[str]:
    return [row[0] for row in rows(user)]


def follow(user: User, bundle: Json, now: datetime) -> None:
    """Monday's session, the morning after it, and nothing more."""
    phone = phone_of(user)
    sync(phone, session(bundle))
    with clock.frozen(now + A_DAY):
        sync(phone, check_in(1))


def test_each_day_that_asked_for_something_gets_a_row(alex: User, now: datetime) -> None:
    bundle = answer(phone_of(alex))  # Monday, Wednesday and Friday
    follow(alex, bundle, now)
    close_until(alex, now + 7 * A_DAY)
    assert days(alex) == ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-06"]
    planned = {one["on"]: one for one in bundle["sessions"]}
    monday, morning = rows(alex)[:2]
    assert monday[1:] == ([planned["2026-03-02"]["kind"]], planned["2026-03-02"]["minutes"], False)
    assert morning[1:] == ([], 0, True)


def test_nothing_is_written_before_the_day_is_over(alex: User, now: datetime) -> None:
    answer(phone_of(alex))
    books.close(alex.id, now=datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC))
    assert days(alex) == []
    books.close(alex.id, now=datetime(2026, 3, 3, tzinfo=UTC))
    assert days(alex) == ["2026-03-02"]


@pytest.mark.parametrize(
    ("zone", "over_at"),
    [
        ("Pacific/Kiritimati", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("Pacific/Honolulu", datetime(2026, 3, 3, 10, tzinfo=UTC)),
        ("Nowhere/Known", datetime(2026, 3, 3, 0, tzinfo=UTC)),
    ],
)
def test_a_day_is_over_at_the_persons_own_midnight(zone: str, over_at: datetime, alex: User, now: datetime) -> None:
    answer(phone_of(alex))
    Space.objects.update(zone=zone)
    books.close(alex.id, now=over_at - timedelta(seconds=1))
    assert days(alex) == []
    books.close(alex.id, now=over_at)
    assert days(alex) == ["2026-03-02"]


@pytest.mark.parametrize(
    ("zone", "on", "hours"),
    [
        ("Europe/London", date(2026, 3, 29), 23),
        ("Europe/London", date(2026, 10, 25), 25),
        ("Atlantic/Azores", date(2026, 3, 29), 23),  # the clock goes on at midnight
        ("America/Havana", date(2026, 3, 8), 23),
        ("America/Havana", date(2026, 11, 1), 25),
    ],
)
def test_a_day_is_as_long_as_its_clock_says(zone: str, on: date, hours: int) -> None:
    there = ZoneInfo(zone)
    begins, ends = books.over_at(on - A_DAY, zone=there), books.over_at(on, zone=there)
    assert ends - begins == timedelta(hours=hours)
    assert (begins.astimezone(there).date(), ends.astimezone(there).date()) == (on, on + A_DAY)


def test_after_an_outage_the_rows_are_those_of_punctual_closing(alex: User, sam: User, now: datetime) -> None:
    for user in (alex, sam):
        follow(user, answer(phone_of(user)), now)
    for number in range(1, 24):
        books.close(alex.id, now=now + number * A_DAY)
    with clock.frozen(now + 22 * A_DAY):  # what comes later was not known on the days before
        sync(phone_of(sam), op("screening", {"on": "2026-03-10", "answers": {"RF01": "yes"}}))
    close_until(sam, now + 23 * A_DAY)
    assert len(rows(alex)) > 9
    assert [row for row in rows(sam) if row[0] < "2026-03-24"] == [row for row in rows(alex) if row[0] < "2026-03-24"]


def test_closing_again_changes_nothing(alex: User, now: datetime) -> None:
    follow(alex, answer(phone_of(alex)), now)
    close_until(alex, now + 7 * A_DAY)
    before = list(PlannedDay.objects.values())
    DayBook.objects.update(closed_until=date(2026, 3, 1), next_close_at=now)  # as after a crash before the commit
    close_until(alex, now + 7 * A_DAY)
    assert list(PlannedDay.objects.values()) == before


def test_a_row_never_changes(alex: User, now: datetime) -> None:
    answer(phone_of(alex))
    books.close(alex.id, now=now + A_DAY)
    with pytest.raises(DatabaseError, match="only added, never changed"):
        PlannedDay.objects.update(minutes=1)


@pytest.mark.parametrize("answers", [{"RF01": "yes"}, {"FEVER": "yes"}])
def test_a_stop_or_an_illness_asks_for_nothing(answers: dict[str, str], alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    answer(phone)
    sync(phone, op("screening", {"on": "2026-03-02", "answers": answers}))
    close_until(alex, now + 2 * A_DAY)
    assert days(alex) == []


def test_a_session_that_was_stopped_on_the_way_was_asked_for(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    bundle = answer(phone)
    sync(phone, op("screening", {"on": "2026-03-02", "answers": {"RF01": "yes"}}), session(bundle))
    close_until(alex, now + 4 * A_DAY)
    assert days(alex) == ["2026-03-02"]


def test_the_book_rests_when_the_plan_is_over_and_opens_with_the_next(alex: User, now: datetime) -> None:
    phone = phone_of(alex)
    answer(phone)
    over = now + timedelta(weeks=13)
    close_until(alex, over)
    assert DayBook.objects.get().next_close_at is None
    with clock.frozen(over):
        answer(phone, today="2026-06-01")
    book = DayBook.objects.get()
    assert (book.closed_until, book.next_close_at) == (date(2026, 5, 31), datetime(2026, 6, 1, 23, tzinfo=UTC))


def test_the_task_closes_everybody_who_is_due_and_nobody_else(alex: User, sam: User, now: datetime) -> None:
    for user in (alex, sam):
        answer(phone_of(user))
    Space.objects.filter(user=sam).update(zone="Pacific/Honolulu")
    DayBook.objects.filter(user=sam).update(next_close_at=datetime(2026, 3, 3, 10, tzinfo=UTC))
    with clock.frozen(datetime(2026, 3, 3, 0, 5, tzinfo=UTC)):
        close_days()
    assert (days(alex), days(sam)) == (["2026-03-02"], [])
    assert DayBook.objects.get(user=alex).next_close_at == datetime(2026, 3, 4, tzinfo=UTC)


def test_a_person_who_cannot_be_closed_keeps_nobody_waiting(alex: User, sam: User, now: datetime) -> None:
    for user in (alex, sam):
        answer(phone_of(user))
    moment = now + A_DAY
    first = books.claim(now=moment)
    second = books.claim(now=moment)
    assert {first, second} == {alex.id, sam.id}
    assert books.claim(now=moment) is None
    assert books.claim(now=moment + books.LEASE) in {alex.id, sam.id}, "a worker that died is replaced"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_close_each_person_once() -> None:
    with clock.frozen(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        people = [make_person() for _ in range(4)]
    moment = datetime(2026, 3, 9, 9, tzinfo=UTC)
    failed: list[BaseException] = []

    def work() -> None:
        try:
            with clock.frozen(moment):
                close_days()
        except DatabaseError as error:
            failed.append(error)
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failed == []
    assert [days(user) for user in people] == [["2026-03-02", "2026-03-04", "2026-03-06"]] * 4


def make_person() -> User:
    user = User.objects.create_user(email=None, country="GB")
    user.consents.create(version="1")
    answer(phone_of(user))
    return user
