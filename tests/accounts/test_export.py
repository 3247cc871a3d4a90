"""`/api/account/export`: everything of one person, and nothing of another."""

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from backfit.accounts.audit import record
from backfit.accounts.models import Link, User
from programs.sync.export import Export
from tests.cast import desk_of, phone_of
from tests.phone import answer, op, session, sync


def note(text: str) -> dict[str, object]:
    return op("note", {"on": "2026-03-02", "text": text})


@pytest.fixture
def export(alex: User, sam: User) -> Export:
    for user in (alex, sam):
        phone = phone_of(user)
        sync(phone, session(answer(phone)), note(f"written by {user.email}"))
    response = phone_of(alex).get("/api/account/export")
    assert response["Content-Disposition"] == 'attachment; filename="backfit.json"'
    return Export.model_validate(response.json())


def test_it_holds_every_room(export: Export) -> None:
    assert export.account.email == "alex@example.org"
    assert [consent.version for consent in export.account.consents] == ["1"]
    assert [intake.answers["age"] for intake in export.plans.intakes] == [34]
    assert [(one.number, one.by) for one in export.plans.intakes[0].versions] == [(1, None)]
    assert {str(change.told["log_id"]) for change in export.plans.changes} == {str(export.logs[0].id)}
    assert [log.kind for log in export.logs] == ["session", "note"]


def test_it_holds_nothing_of_another(export: Export) -> None:
    assert "alex@example.org" in export.model_dump_json()
    assert "sam@example.org" not in export.model_dump_json()


def test_it_holds_who_sees_it_and_who_opened_it(alex: User, dana: User) -> None:
    desk_of(dana).post(f"/api/care/patients/{alex.id}/record")
    phone = phone_of(alex)
    phone.delete(f"/api/care/links/{Link.objects.get().id}")
    [link] = Export.model_validate(phone.get("/api/account/export").json()).care.links
    assert (link.clinic, link.first_name, link.birth_year, link.version) == ("Harbour Physio", "Alex", 1991, "1")
    assert link.ended_at
    assert [one.who for one in link.opened] == ["Dana Reyes"]


def test_it_holds_why_a_clinician_changed_the_plan(alex: User, dana: User, now: datetime) -> None:
    record(who=dana.id, what="plans.edited", patient=alex.id, why="Used to more.")
    phone = phone_of(alex)
    [change] = Export.model_validate(phone.get("/api/account/export").json()).care.plan_changes
    assert (change.who, change.at, change.reason) == ("Dana Reyes", now, "Used to more.")
    [link] = phone.get("/api/care/links").json()
    assert link["opened"] == []


def test_it_holds_a_clinicians_work(dana: User) -> None:
    [work] = Export.model_validate(phone_of(dana).get("/api/account/export").json()).account.work
    assert (work.clinic, work.name, work.left_at) == ("Harbour Physio", "Dana Reyes", None)


def test_it_asks_who_it_is(db: None) -> None:
    assert phone_of(None).get("/api/account/export").status_code == 401


def test_its_statements_do_not_grow_with_the_logs(
    alex: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    phone = phone_of(alex)
    answer(phone)
    sync(phone, *(note(str(number)) for number in range(20)))
    with django_assert_max_num_queries(15):
        phone.get("/api/account/export")
