"""Whoever writes to a person's data has locked their counters first, before any other row: no race and no deadlock."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from backfit.lib import clock
from programs.care.models import Invitation
from programs.care.sharing import version_now
from programs.nudges import writes as nudges
from programs.plans import books
from tests.guards.test_access import ADDRESSES, PAGES, WRITING, filled, there
from tests.guards.world import World
from tests.phone import questionnaire

__all__ = ["there"]  # the world that the access guard walks

ROOMS = ("care", "logs", "nudges", "plans")
# An invitation is its clinic's until it is accepted; who works where is the operator's.
OF_NOBODY = {"care_invitation"}
OWNED = {one._meta.db_table for room in ROOMS for one in apps.get_app_config(room).get_models()} - OF_NOBODY
OWNED |= {"accounts_link"}
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)
LOCKS = re.compile(r'FROM "(\w+)".* FOR (?:NO KEY )?UPDATE', re.IGNORECASE | re.DOTALL)
SPACE = "logs_space"


def faults(statements: Iterable[str]) -> Iterator[str]:
    """What is written to somebody's data outside their lock, and the lock where it comes after another one.

    Each outermost savepoint is a transaction of its own outside of a test.
    """
    depth, held = 0, set[str]()
    for sql in statements:
        if sql.startswith("SAVEPOINT"):
            depth += 1
        elif sql.startswith(("RELEASE SAVEPOINT", "ROLLBACK TO")):
            depth -= 1
        elif (lock := LOCKS.search(sql)) is not None:
            if lock[1] == SPACE and held - {SPACE, "accounts_user"}:
                yield f"locked after {sorted(held)}: {sql[:90]}"
            held.add(lock[1])
        elif (write := WRITES.match(sql)) is not None and write[1] in OWNED and SPACE not in held:
            yield f"written without the lock: {sql[:90]}"
        if depth == 0:
            held = set()


def said(captured: CaptureQueriesContext) -> list[str]:
    return [str(query["sql"]) for query in captured]


def written(statements: Iterable[str]) -> set[str]:
    return {write[1] for sql in statements if (write := WRITES.match(sql)) is not None} & OWNED


def joining(there: World) -> object:
    """The code that Dana made, as whoever she made it for types it."""
    return {"code": Invitation.objects.get().code, "birth_year": 1990, "version": version_now()}


# Bodies that get through, where the access guard sends one that must not.
THROUGH: dict[str, Callable[[World], object]] = {
    "api/care/join": joining,
    "api/intake": lambda there: questionnaire(pain_now=4),
}


@pytest.mark.parametrize("role", ["nobody", "alex", "sam", "dana_desk", "staff"])
def test_every_address_locks_whom_it_writes_to_first(role: str, there: World) -> None:
    found, changed = list[str](), set[str]()
    for route, address in ADDRESSES.items():
        body = json.dumps(THROUGH.get(route, address.body)(there))
        path = PAGES.get(route) or filled(route, there)
        for method in WRITING:
            cache.clear()
            with transaction.atomic():
                browser = there.browser_of(role)
                with CaptureQueriesContext(connection) as captured:
                    browser.generic(method, path, body, "application/json")
                transaction.set_rollback(True)
            found += [f"{method} {path}: {fault}" for fault in faults(said(captured))]
            changed |= written(said(captured))
    assert found == []
    assert changed >= WRITTEN_BY.get(role, set()), "the walk gets through to what it is about"


WRITTEN_BY = {
    "alex": {"logs_log", "plans_intake", "plans_planversion", "plans_storedbundle", "nudges_reminder", "accounts_link"},
    "sam": {"logs_log", "plans_intake", "accounts_link"},
    "dana_desk": {"plans_planversion", "plans_storedbundle", "care_alertstep"},
}


def test_what_is_done_by_the_clock_locks_first_too(there: World) -> None:
    """A claim of a day or a reminder is one statement about one row, and no part of what a phone holds."""
    alex, now = there.alex, clock.now()
    for deed in (partial(books.close, alex.id, now=now), partial(nudges.take_zone, user=alex, now=now)):
        with CaptureQueriesContext(connection) as captured:
            deed()
        assert list(faults(said(captured))) == []
        assert written(said(captured))


def test_it_notices_a_write_without_the_lock_and_a_lock_that_comes_late() -> None:
    lock = 'SELECT * FROM "logs_space" WHERE 1 FOR UPDATE'
    write, other = 'INSERT INTO "logs_log" VALUES (1)', 'SELECT * FROM "accounts_link" FOR UPDATE'
    assert list(faults(["SAVEPOINT a", lock, other, write, "RELEASE SAVEPOINT a"])) == []
    assert list(faults(["SAVEPOINT a", lock, "RELEASE SAVEPOINT a", write])) != []
    assert list(faults([write])) != []
    assert list(faults(["SAVEPOINT a", other, lock])) != []
