"""Phones of one person that write at the same moment: no log is lost, none is numbered twice."""

from collections.abc import Callable
from time import sleep

import pytest
from django.db import connection, transaction

from backfit.accounts.models import Clinic, Link, Membership, Role, User
from backfit.lib import clock
from programs.engine.care import Edit
from programs.logs.models import Log, Space
from programs.logs.writes import Busy
from programs.plans import writes
from programs.plans.editor import Author
from programs.plans.models import PlanVersion, StoredBundle
from programs.plans.writes import PlanMovedOn
from programs.sync import writes as sync_writes
from programs.sync.shapes import SyncHead
from tests.cast import person, phone_of
from tests.phone import Json, answer, check_in, op, upload
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)

WAITING = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def robin() -> User:
    return person()


def sent(user: User, *ops: Json) -> set[str]:
    """Comes again until two other requests of `user` no longer stand before it; what became of `ops`."""
    head = SyncHead.model_validate({name: value for name, value in upload([]).items() if name != "ops"})
    while True:
        try:
            reply, _ = sync_writes.sync(user=user, head=head, ops=ops)
        except Busy:
            sleep(0.01)
        else:
            return {result.status for result in reply.results}


def test_no_log_is_lost_and_no_seq_given_twice(robin: User) -> None:
    def one_phone() -> set[str]:
        return set[str]().union(*(sent(robin, *(check_in(1) for _ in range(5))) for _ in range(4)))

    assert at_once(*[one_phone] * 4) == [{"applied"}] * 4
    assert sorted(Log.objects.values_list("seq", flat=True)) == list(range(1, 81))
    assert Space.objects.get(user=robin).seq == 80


def test_one_log_sent_by_two_phones_at_once_is_stored_once(robin: User) -> None:
    same = check_in(1)

    assert at_once(*[lambda: sent(robin, same)] * 6) == [{"applied"}] * 6
    assert Log.objects.count() == 1


def test_deleting_the_account_while_phones_write_leaves_nothing_and_no_error(robin: User) -> None:
    phones = [phone_of(robin) for _ in range(4)]
    answer(phones[0])

    def writing(number: int) -> Callable[[], int]:
        note = op("note", {"on": str(clock.now().date()), "text": "x"})
        return lambda: phones[number].post("/api/sync", upload([note])).status_code

    def deleting() -> int:
        return phones[3].delete("/api/account").status_code

    statuses = at_once(writing(0), writing(1), deleting, writing(2))
    assert statuses[2] == 204
    assert set(statuses) <= {200, 204, 401, 429}
    assert not User.objects.exists()
    assert not Log.objects.exists()
    assert not StoredBundle.objects.exists()


def test_of_two_clinicians_who_publish_at_once_one_is_told_that_the_plan_moved_on(robin: User) -> None:
    answer(phone_of(robin))
    dana = person()
    clinic = Clinic.objects.create(name="Harbour Physio")
    Membership.objects.create(clinic=clinic, user=dana, role=Role.CLINICIAN)
    Link.objects.create(patient=robin, clinic=clinic)

    def publishing() -> str:
        try:
            writes.publish_edit(
                person=robin,
                by=Author(id=dana.id, name="Dana Reyes"),
                edit=Edit(stage=1),
                words="",
                reasons=(),
                base_version=1,
                today=clock.now().date(),
            )
        except PlanMovedOn as refusal:
            return refusal.code
        return "published"

    assert sorted(at_once(*[publishing] * 3)) == ["plan_moved_on", "plan_moved_on", "published"]
    assert list(PlanVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_phone_that_waits_too_long_is_told_to_come_again(robin: User) -> None:
    phone_of(robin).post("/api/sync", upload([]))
    with transaction.atomic():
        Space.objects.select_for_update().get(user=robin)
        [response] = at_once(lambda: phone_of(robin).post("/api/sync", upload([check_in(1)])))
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert not Log.objects.exists()


def test_a_phone_whose_connection_to_the_database_is_lost_is_told_to_come_again(robin: User) -> None:
    phone_of(robin).post("/api/sync", upload([]))

    def ending() -> None:
        with connection.cursor() as cursor:
            while True:
                cursor.execute(WAITING)
                if row := cursor.fetchone():
                    cursor.execute("SELECT pg_terminate_backend(%s)", row)
                    return
                sleep(0.02)

    with transaction.atomic():
        Space.objects.select_for_update().get(user=robin)
        response, _ = at_once(lambda: phone_of(robin).post("/api/sync", upload([check_in(1)])), ending)
    assert response is not None
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert not Log.objects.exists()
    assert sent(robin, check_in(1)) == {"applied"}
