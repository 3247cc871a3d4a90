"""Walks every address of the server as everybody, at somebody else's data: nothing of Alex's leaks or changes."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from rest_framework.test import APIClient

from backfit.accounts.models import Link, User
from backfit.lib.errors import JSON_PATHS
from backfit.urls import APP_ADDRESS, CLINIC_ADDRESS
from programs.care.models import Invitation
from tests.cast import phone_of
from tests.guards.world import SECRET, World, addresses, an_object, belongings, said, world
from tests.phone import check_in, op, questionnaire, upload

READING = ("GET", "HEAD", "OPTIONS")
WRITING = ("POST", "PUT", "PATCH", "DELETE")
ROLES = ("nobody", "alex", "sam", "dana", "staff", "dana_desk", "casey_desk", "lee_desk")
# What the door of a patient's data answers to those who may not pass; Casey, a clinician, can't tell it from nothing.
OUTSIDE = {"alex": 403, "sam": 403, "dana": 403, "staff": 403, "casey_desk": 404, "lee_desk": 403}
CASELOAD = "api/care/caseload"  # names nobody: Casey sees that of her own clinic
ADMIN = "admin/"
PAGES = {APP_ADDRESS: "/plan", CLINIC_ADDRESS: "/clinic/people/1"}
WRITE = re.compile(r"^\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Address:
    """How the guard calls an address. To nobody the `private` methods answer 401.

    The query and the body name Alex wherever an id could be read from. With `of_patients` it is for clinicians: one
    who is linked to Alex may see and change what is his there, anybody else gets no further than the door. `by_link`:
    whoever holds Alex's signed link may do what it is for, and learns nothing. No cache keeps an answer of the API,
    unless it is `the_same_for_all`.
    """

    private: tuple[str, ...] = ()
    of_patients: bool = False
    by_link: bool = False
    the_same_for_all: bool = False
    body: Callable[[World], object] = lambda there: {"user": str(there.alex.id), "id": there.logs[0]}


def foreign_upload(there: World) -> object:
    """A sync that tries every place where an id fits."""
    return upload(
        [
            check_in(1, id=there.logs[0]),
            check_in(1, replaces=there.logs[0]),
            op("gone", {}, replaces=there.logs[1]),
            check_in(1, user=str(there.alex.id)),
        ],
    )


def first_tap(there: World) -> object:
    return {"consent": {"version": "1"}, "id": str(there.alex.id)}


def foreign_answers(there: World) -> object:
    return questionnaire() | {"user": str(there.alex.id)}


def foreign_code(there: World) -> object:
    """The right code, with every birth year but one."""
    return {"code": Invitation.objects.get().code, "birth_year": 1991, "version": "1", "user": str(there.alex.id)}


def an_invitation(there: World) -> object:
    clinic = Link.objects.get(patient=there.alex).clinic_id
    return {"first_name": "Robin", "birth_year": 1960, "clinic": str(clinic)}


def a_thought(there: World) -> dict[str, object]:
    return {"edit": {"stage": 1}, "words": "Easier for a while"}


def an_edit(there: World) -> object:
    return {**a_thought(there), "base_version": 1}


def a_wish(there: World) -> dict[str, object]:
    return {"changes": {"minutes": 15}}


def a_plan(there: World) -> object:
    return {**a_wish(there), "base_version": 1}


def a_deed(there: World) -> object:
    return {"what": "resolved", "why": "Called him."}


ADDRESSES: dict[str, Address] = {
    "healthz": Address(),
    "readyz": Address(),
    "sw.js": Address(),
    "catalogue": Address(),
    APP_ADDRESS: Address(),
    CLINIC_ADDRESS: Address(),
    "api/account": Address(private=("DELETE",), body=first_tap),
    "api/account/export": Address(private=("GET",)),
    "api/intake": Address(private=("POST",), body=foreign_answers),
    "api/bundle": Address(private=("GET",)),
    "api/learn": Address(the_same_for_all=True),
    "api/sync": Address(private=("POST",), body=foreign_upload),
    "m/<str:token>": Address(by_link=True),
    "api/care/join/look": Address(body=foreign_code),
    "api/care/join": Address(private=("POST",), body=foreign_code),
    "api/care/links": Address(private=("GET",)),
    "api/care/links/<int:link>": Address(private=("DELETE",)),
    "api/care/me": Address(private=("GET",)),
    CASELOAD: Address(private=("GET",), of_patients=True),
    "api/care/invitations": Address(private=("POST",), body=an_invitation, of_patients=True),
    "api/care/invitations/<uuid:invitation>": Address(private=("DELETE",), of_patients=True),
    "api/care/patients/<uuid:patient>/record": Address(private=("POST",), of_patients=True),
    "api/care/patients/<uuid:patient>/alerts/<int:alert>": Address(private=("POST",), of_patients=True, body=a_deed),
    "api/care/patients/<uuid:patient>/preview": Address(private=("POST",), of_patients=True, body=a_thought),
    "api/care/patients/<uuid:patient>/publish": Address(private=("POST",), of_patients=True, body=an_edit),
    "api/care/patients/<uuid:patient>/proposal": Address(private=("POST",), of_patients=True, body=a_wish),
    "api/care/patients/<uuid:patient>/assign": Address(private=("POST",), of_patients=True, body=a_plan),
    "_allauth/browser/v1/auth/login": Address(body=lambda there: {"email": "alex@example.org", "password": "guessed"}),
    "_allauth/browser/v1/auth/session": Address(),
    "_allauth/browser/v1/auth/code/request": Address(body=lambda there: {"email": "nobody@example.org"}),
    "_allauth/browser/v1/auth/code/resend": Address(),
    "_allauth/browser/v1/auth/code/confirm": Address(body=lambda there: {"code": "AAAA-AAAA"}),
    "_allauth/browser/v1/auth/email/verify": Address(body=lambda there: {"key": "AAAA-AAAA"}),
    "_allauth/browser/v1/auth/email/verify/resend": Address(),
    "_allauth/browser/v1/account/email": Address(
        private=("GET", "PUT", "PATCH", "DELETE"), body=lambda there: {"email": "alex@example.org"}
    ),
}


@pytest.fixture
def there(alex: User, sam: User, dana: User, casey: User, staff: User) -> World:
    return world(alex=alex, sam=sam, dana=dana, casey=casey, staff=staff)


def test_every_address_is_walked() -> None:
    """A new one fails here until this guard knows how to call it, and who may."""
    assert {route for route in addresses(None) if not route.startswith(ADMIN)} == ADDRESSES.keys()


def faults(route: str, method: str, query: str, *, role: str, browser: APIClient, there: World) -> Iterator[str]:
    """Calls an address as `role` in their browser; gives what is wrong with the answer."""
    path = PAGES.get(route) or filled(route, there)
    address = ADDRESSES[route]
    body = address.body(there) if method in WRITING else {}
    response = browser.generic(method, path + query, json.dumps(body), "application/json")
    call = f"{role} {method} {path}{query}: {response.status_code}"
    if response.status_code >= 500 and route not in PAGES:
        yield call
    if role == "nobody" and method in address.private and response.status_code != 401:
        yield f"{call} and not 401"
    if path.startswith(JSON_PATHS) and not address.the_same_for_all and "no-store" not in response["Cache-Control"]:
        yield f"{call} may be kept by a cache"
    outside = OUTSIDE.get(role) if address.of_patients and method in address.private else None
    if outside and response.status_code != outside and (role, route) != ("casey_desk", CASELOAD):
        yield f"{call} and not {outside}"
    leaks = [secret for secret in there.secrets if secret in said(response) and secret not in path + json.dumps(body)]
    if leaks and role != "alex" and not may(role, address):
        yield f"{call} shows {leaks}"


def may(role: str, address: Address) -> bool:
    return role == "dana_desk" and address.of_patients


@pytest.mark.parametrize("role", ROLES)
def test_it_shows_and_changes_nothing_of_somebody_elses(role: str, there: World) -> None:
    found: list[str] = []
    before = belongings(there.alex)
    foreign = f"?user={there.alex.id}&id={there.logs[0]}"
    for route, address in ADDRESSES.items():
        with transaction.atomic():
            browser = there.browser_of(role)  # the last method is DELETE, so nobody is signed out before that
            for method, query in [*product(READING, ("", foreign)), *product(WRITING, (foreign,))]:
                cache.clear()  # allauth's rate limits
                found += faults(route, method, query, role=role, browser=browser, there=there)
            if role != "alex" and not (may(role, address) or address.by_link) and belongings(there.alex) != before:
                found.append(f"{role} at {route} changed what is Alex's")
            transaction.set_rollback(True)
    assert found == []


def test_it_notices_an_address_that_asks_nobody(there: World, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.guards.leaky"
    for role in ("nobody", "sam", "dana", "staff"):
        browser = there.browser_of(role)
        assert "shows" in "".join(faults("api/bundle", "GET", "", role=role, browser=browser, there=there))


def test_it_notices_a_new_address(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.guards.leaky"
    assert "api/new" in set(addresses(None)) - ADDRESSES.keys()


@pytest.mark.parametrize("role", ROLES)
def test_reading_writes_nothing(role: str, there: World) -> None:
    found = []
    for route in (*ADDRESSES, *admin_routes()):
        path = PAGES.get(route) or filled(route, there)
        phone = there.browser_of(role)
        for method in READING:
            with CaptureQueriesContext(connection) as captured:
                phone.generic(method, path)
            writes = [query["sql"][:90] for query in captured if WRITE.match(query["sql"])]
            found += [f"{role} {method} {path}: {sql}" for sql in writes]
    assert found == []


def admin_routes() -> list[str]:
    return [route for route in addresses(None) if route.startswith(ADMIN)]


def filled(route: str, there: World) -> str:
    """The route with something of Alex's, or anything that fits, in its places."""
    values = {"app_label": "accounts", "content_type_id": "1", "id": str(there.alex.id), "object_id": "1"}
    values |= there.places
    if model := re.match(r"admin/(\w+)/(\w+)/", route):
        values["object_id"] = an_object(*model.groups(), of=there.alex)
    path = re.sub(r"\(\?P<(\w+)>[^)]*\)\$?", "nothing", route)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda place: values[place.group(1)], path)


@pytest.mark.parametrize("role", ["nobody", "alex", "sam", "dana"])
def test_the_admin_lets_only_staff_in(role: str, there: World) -> None:
    open_to_all = {"/admin/login/", "/admin/jsi18n/", "/admin/logout/"}
    for path in {filled(route, there) for route in admin_routes()} - open_to_all:
        phone = phone_of(there.people[role])
        for method in ("GET", "POST"):
            response = phone.generic(method, path)
            assert response.status_code in {302, 404}, f"{role} {method} {path}"
            assert "/admin/login/" in response.get("Location", "/admin/login/"), f"{role} {method} {path}"


def test_the_admin_shows_staff_nothing_that_somebody_wrote_and_changes_nothing(there: World) -> None:
    before = belongings(there.alex)
    for route in admin_routes():
        with transaction.atomic():
            phone = phone_of(there.people["staff"])
            for method in ("GET", "POST"):
                response = phone.generic(method, filled(route, there))
                assert response.status_code < 500, f"{method} {route}"
                assert SECRET not in said(response), f"{method} {route}"
            transaction.set_rollback(True)
    assert belongings(there.alex) == before
