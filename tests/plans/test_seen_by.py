"""Every way to read somebody's data goes through the one door."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from backfit.accounts.models import Link, User
from programs.logs import export as logs_export
from programs.logs import reads as logs
from programs.plans import books, editing, recorded
from programs.plans import export as plans_export
from programs.plans import reads as plans
from tests.cast import phone_of
from tests.phone import answer, session, sync

TODAY = date(2026, 3, 2)
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
Read = Callable[[UUID, User], object]
READS: dict[str, Read] = {
    "bundle": lambda person, asker: plans.bundle_for(person, seen_by=asker, today=TODAY),
    "stored bundle": lambda person, asker: plans.stored_bundle(person, seen_by=asker),
    "intakes": lambda person, asker: list(plans.intakes_of(person, seen_by=asker)),
    "changes": lambda person, asker: list(plans.changes_of(person, seen_by=asker)),
    "newest version": lambda person, asker: plans.newest_version(person, seen_by=asker),
    "plan to edit": lambda person, asker: editing.editor(person, seen_by=asker, today=TODAY),
    "plans to take away": lambda person, asker: plans_export.exported(person, seen_by=asker).intakes,
    "planned days": lambda person, asker: list(recorded.planned_days_of(person, seen_by=asker)),
    "caseload": lambda person, asker: recorded.caseload_progress([person], seen_by=asker, today=TODAY),
    "logs since": lambda person, asker: logs.entries_from(LONG_AGO, people=[person], seen_by=asker),
    "last logged": lambda person, asker: logs.last_logged_at([person], seen_by=asker),
    "logs": lambda person, asker: list(logs.logs_of(person, seen_by=asker)),
    "logs of other phones": lambda person, asker: logs.after(seq=0, person=person, seen_by=asker, besides=())[0],
    "logs to take away": lambda person, asker: logs_export.exported(person, seen_by=asker),
}


@pytest.fixture
def person(alex: User, now: datetime) -> UUID:
    phone = phone_of(alex)
    sync(phone, session(answer(phone)))
    books.close(alex.id, now=now + timedelta(days=1))
    return alex.id


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_it_opens_for_the_patient_and_the_linked_clinician_only(
    read: Read, person: UUID, alex: User, sam: User, dana: User, staff: User, now: datetime
) -> None:
    assert read(person, alex)
    assert read(person, dana) == read(person, alex)
    assert not read(person, sam)
    assert not read(person, staff)
    Link.objects.update(ended_at=now)
    assert not read(person, dana)
