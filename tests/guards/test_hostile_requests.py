"""Requests made up from the OpenAPI file, right ones and wrong ones: none may end in a 5xx, refusals are problems."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.schemas import OpenApiSchema

from backfit.accounts.models import User
from tests.cast import desk_of, phone_of
from tests.guards.files import ROOT
from tests.phone import answer

PLANS = ("record", "preview", "publish", "proposal", "assign")
OPERATIONS = [
    ("/api/account", "GET"),
    ("/api/account", "POST"),
    ("/api/account", "DELETE"),
    ("/api/account/export", "GET"),
    ("/api/intake", "GET"),
    ("/api/intake", "POST"),
    ("/api/bundle", "GET"),
    ("/api/learn", "GET"),
    ("/api/sync", "POST"),
    ("/api/care/join/look", "POST"),
    ("/api/care/join", "POST"),
    ("/api/care/links", "GET"),
    ("/api/care/links/{link}", "DELETE"),
    ("/api/care/me", "GET"),
    ("/api/care/caseload", "GET"),
    *((f"/api/care/patients/{{patient}}/{what}", "POST") for what in PLANS),
    ("/api/care/patients/{patient}/alerts/{alert}", "POST"),
    ("/api/care/invitations", "POST"),
    ("/api/care/invitations/{invitation}", "DELETE"),
]
NOTHING_TO_GET_WRONG = {
    *(("/api/account", "GET"), ("/api/account", "DELETE"), ("/api/account/export", "GET"), ("/api/intake", "GET")),
    *(("/api/care/links", "GET"), ("/api/care/me", "GET")),
}
CARRYING = set(OPERATIONS) - NOTHING_TO_GET_WRONG
AnyOperation = APIOperation[Any, Any, Any, Any]
AnyCase = Case[Any]
FEW, MANY = 25, 1000


@pytest.fixture(scope="module")
def schema() -> OpenApiSchema:
    loaded = schemathesis.openapi.from_path(ROOT / "frontend" / "openapi.json")
    assert isinstance(loaded, OpenApiSchema)
    return loaded


def made_up(operation: AnyOperation, *, carrying: bool) -> st.SearchStrategy[AnyCase]:
    """Right requests, and wrong ones where the operation carries something that can be wrong."""
    right: st.SearchStrategy[AnyCase] = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    return right | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE) if carrying else right


def send(case: AnyCase, *, user: User | None) -> None:
    """Sends a request and takes back what it did; fails on a 5xx and on a refusal that is no problem."""
    request = case.as_transport_kwargs(base_url="http://testserver")
    body: Any = json.dumps(request["json"]) if "json" in request else request.get("data") or b""
    address = f"{case.path}?{urlencode(request.get('params') or {}, doseq=True)}"
    cache.clear()  # or the first hundreds of new accounts would be the last
    with transaction.atomic():
        browser = desk_of(user) if user and user.memberships.exists() else phone_of(user)
        response = browser.generic(case.method, address, body, content_type="application/json")
        transaction.set_rollback(True)
    assert response.status_code < 500, response.content
    if response.status_code >= 400:
        assert response["Content-Type"] == "application/problem+json"


def attack(schema: OpenApiSchema, path: str, method: str, *, user: User | None, examples: int) -> None:
    @settings(max_examples=examples, suppress_health_check=list(HealthCheck), database=None)
    @given(case=made_up(schema[path][method], carrying=(path, method) in CARRYING))
    def attacking(case: AnyCase) -> None:
        send(case, user=user)

    attacking()


def test_every_operation_is_attacked(schema: OpenApiSchema) -> None:
    documented = {(path, method) for path, methods in schema.raw_schema["paths"].items() for method in methods}
    assert documented == {(path, method.lower()) for path, method in OPERATIONS}


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_no_made_up_request_ends_in_a_5xx(
    path: str, method: str, schema: OpenApiSchema, alex: User, dana: User
) -> None:
    answer(phone_of(alex))
    for user in (dana, None) if path.startswith("/api/care") else (alex, None):
        attack(schema, path, method, user=user, examples=FEW)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize(("path", "method"), sorted(CARRYING))
def test_nor_does_one_of_many(path: str, method: str, schema: OpenApiSchema, alex: User, dana: User) -> None:
    answer(phone_of(alex))
    attack(schema, path, method, user=dana if path.startswith("/api/care") else alex, examples=MANY)
