"""Walks every address while PostgreSQL, Redis or both are away: 503 and when to come again, and never a 500."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.test import override_settings
from rest_framework.test import APIClient

from backfit.accounts.models import User
from programs.logs.models import Log
from tests.cast import phone_of
from tests.guards.test_access import ADDRESSES, PAGES, filled, there
from tests.guards.world import World
from tests.phone import check_in, sync, upload

__all__ = ["there"]  # the world that the access guard walks

pytestmark = pytest.mark.django_db(transaction=True)

NOWHERE = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}
BEFORE_A_SESSION = """
CREATE FUNCTION before_a_session() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {deed}; END $$;
CREATE TRIGGER before_a_session BEFORE UPDATE ON django_session FOR EACH ROW EXECUTE FUNCTION before_a_session();
"""
BREAKS_OFF = BEFORE_A_SESSION.format(deed="RAISE EXCEPTION 'broken off' USING ERRCODE = '55P03'")
FORGETS = BEFORE_A_SESSION.format(deed="RETURN NULL")
MENDED = "DROP TRIGGER before_a_session ON django_session; DROP FUNCTION before_a_session()"
Outage = Callable[[], AbstractContextManager[None]]


def change_the_database(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def no_database() -> Iterator[None]:
    """Nothing listens where the database was."""
    port = connection.settings_dict["PORT"]
    connection.close()
    connection.settings_dict["PORT"] = "1"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["PORT"] = port


@contextmanager
def no_cache() -> Iterator[None]:
    """Nothing listens where the cache was."""
    with override_settings(CACHES=NOWHERE):
        yield


Call = tuple[str, str, str]
"""Method, path and body."""


def calls(there: World) -> list[Call]:
    """Every address by every method, with what belongs there; made while there still is a database to ask."""
    return [
        (method, PAGES.get(route) or filled(route, there), json.dumps(address.body(there)))
        for route, address in ADDRESSES.items()
        for method in ("GET", "POST", "PUT", "DELETE")
    ]


def faults(browser: APIClient, made: list[Call]) -> Iterator[str]:
    browser.raise_request_exception = False  # the answer is what counts here
    for method, path, body in made:
        response = browser.generic(method, path, body, "application/json")
        if response.status_code >= 500 and response.status_code != 503:
            yield f"{method} {path}: {response.status_code}"
        of_ours = path.startswith(("/api", "/_allauth", "/m"))
        if response.status_code == 503 and of_ours and response.get("Retry-After") != "5":
            yield f"{method} {path}: not said when to come again"


@pytest.mark.parametrize("role", ["nobody", "alex", "dana_desk"])
@pytest.mark.parametrize("away", [no_database, no_cache])
def test_no_outage_is_a_500(role: str, away: Outage, there: World) -> None:
    browser, made = there.browser_of(role), calls(there)
    with away():
        assert list(faults(browser, made)) == []


def test_a_phone_is_told_to_come_again_while_there_is_no_database(there: World) -> None:
    browser = there.browser_of("alex")
    with no_database():
        response = browser.post("/api/sync", upload([check_in(1)]))
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response.json()["type"] == "urn:backfit:problem:unavailable"


def test_a_session_that_cannot_be_kept_is_an_outage_and_costs_no_log(alex: User) -> None:
    phone, log = phone_of(alex), check_in(1)
    change_the_database(BREAKS_OFF)
    try:
        response = phone.post("/api/sync", upload([log]))
    finally:
        change_the_database(MENDED)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert sync(phone, log)["results"][0]["status"] == "applied"
    assert Log.objects.count() == 1


def test_a_session_that_ends_under_a_sync_asks_to_sign_in(alex: User) -> None:
    """As when another tab signs out just then."""
    phone = phone_of(alex)
    change_the_database(FORGETS)
    try:
        response = phone.post("/api/sync", upload([check_in(1)]))
    finally:
        change_the_database(MENDED)
    assert (response.status_code, response.json()["type"]) == (401, "urn:backfit:problem:not_authenticated")
