"""Every no is a problem with a type, a status and a sentence."""

import json

import pytest
import redis.exceptions
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404
from django.test import Client, RequestFactory
from rest_framework import exceptions
from rest_framework.response import Response

from backfit.lib import errors


class NotYourTurn(errors.Refused):
    code = "not_your_turn"
    status = 409
    sentence = "Somebody else is first."


def answered(error: Exception) -> Response:
    response = errors.answer(error, {})
    assert response is not None
    return response


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NotYourTurn(), 409, "not_your_turn"),
        (Http404("No User matches the given query."), 404, "not_found"),
        (PermissionDenied("because of X"), 403, "permission_denied"),
        (exceptions.NotAuthenticated(), 401, "not_authenticated"),
        (exceptions.ParseError("not valid JSON"), 400, "parse_error"),
        (exceptions.MethodNotAllowed("PUT"), 405, "method_not_allowed"),
        (exceptions.UnsupportedMediaType("text/csv"), 415, "unsupported_media_type"),
        (exceptions.Throttled(wait=7), 429, "throttled"),
        (exceptions.ValidationError({"day": ["too far"]}), 400, "invalid"),
        (errors.TooLarge(), 413, "too_large"),
        (OperationalError("gone"), 503, "unavailable"),
        (redis.exceptions.ConnectionError("gone"), 503, "unavailable"),
        (redis.exceptions.ResponseError("OOM command not allowed"), 503, "unavailable"),
    ],
)
def test_it_says_what_is_wrong(error: Exception, status: int, code: str) -> None:
    response = answered(error)
    assert response.status_code == response.data["status"] == status
    assert response.data["type"] == f"urn:backfit:problem:{code}"
    assert response.data["title"]
    assert response.data["detail"]
    assert response.content_type == "application/problem+json"
    errors.Problem.model_validate(response.data)


def test_it_tells_nothing_of_the_inside() -> None:
    for error in (Http404("No User matches"), PermissionDenied("because of X"), OperationalError("10.0.0.3 refused")):
        assert str(error) not in json.dumps(answered(error).data)


def test_it_says_when_to_come_back() -> None:
    assert answered(exceptions.Throttled(wait=7))["Retry-After"] == "7"
    assert int(answered(OperationalError())["Retry-After"]) > 0


def test_it_lists_nested_fields() -> None:
    response = answered(exceptions.ValidationError({"day": ["too far"], "place": {"name": ["empty", "short"]}}))
    assert [(error["field"], error["reason"]) for error in response.data["errors"]] == [
        ("day", "too far"),
        ("place.name", "empty"),
        ("place.name", "short"),
    ]


def test_a_refusal_may_carry_more_but_not_overwrite_the_standard_members() -> None:
    body = errors.problem(NotYourTurn("Wait.", extra={"place": 3, "status": 200}))
    assert body["place"] == 3
    assert body["status"] == 409
    assert body["detail"] == "Wait."


def test_a_bug_is_left_to_the_log() -> None:
    assert errors.answer(KeyError("x"), {}) is None


def test_where_drf_is_not_in_charge_it_answers_alike() -> None:
    request = RequestFactory().get("/api/none")
    assert errors.not_found(request, Http404()).status_code == 404
    assert errors.forbidden(request, PermissionDenied()).status_code == 403
    assert errors.bad_request(request, ValueError()).status_code == 400
    assert errors.bad_request(request, RequestDataTooBig()).status_code == 413
    assert errors.server_error(request)["Content-Type"] == "application/problem+json"
    assert errors.server_error(RequestFactory().get("/plan"))["Content-Type"].startswith("text/plain")


def test_an_ordinary_refusal_is_no_warning_in_the_log(
    client: Client, db: None, caplog: pytest.LogCaptureFixture
) -> None:
    assert [client.get(path).status_code for path in ("/api/care/me", "/api/nowhere")] == [401, 404]
    assert caplog.records == []
