"""Turns whatever stops a request into problem details (RFC 9457), worded for the person."""

import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import redis.exceptions
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from pydantic import BaseModel, JsonValue
from rest_framework import exceptions
from rest_framework.response import Response

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:backfit:problem:"
JSON_PATHS = ("/api/", "/_allauth/")
RETRY_AFTER_S = 5
# What PostgreSQL or Redis (full, loading, read-only) raise when they are away or can't: trying again may help.
OUTAGES = (OperationalError, InterfaceError, redis.exceptions.RedisError)


class ProblemField(BaseModel):
    """One field that does not fit: its path with dots (empty for the whole body), and why."""

    field: str
    reason: str


class Problem(BaseModel):
    """Why a request was refused; `detail` is a sentence for the person, `type` tells the cases apart."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ProblemField] | None = None


class Refused(Exception):
    """An expected no. Subclass it next to the function that raises it, with a code, a status and a sentence.

    `extra` becomes members of the problem beside the standard ones.
    """

    code = "refused"
    status = 400
    sentence = "That is not possible."

    def __init__(self, sentence: str | None = None, *, extra: Mapping[str, JsonValue] | None = None) -> None:
        self.detail = sentence or self.sentence
        self.extra = dict(extra or {})
        super().__init__(self.detail)


class Invalid(Refused):
    """What was sent does not have the shape the endpoint names."""

    code = "invalid"
    status = 400
    sentence = "Some of what was sent does not fit."

    def __init__(self, sentence: str | None = None, *, errors: Sequence[ProblemField]) -> None:
        self.errors = list(errors)
        super().__init__(sentence, extra={"errors": [error.model_dump() for error in errors]})


class TooLarge(Refused):
    code = "too_large"
    status = 413
    sentence = "That is too much to send at once."


class CsrfRefused(Refused):
    code = "csrf"
    status = 403
    sentence = "This page is out of date. Load it again and retry."


class SignedOut(Refused):
    """The session ended while the request was under way: signed out elsewhere, or the account was deleted."""

    code = "not_authenticated"
    status = 401
    sentence = "Sign in to go on."


class Unavailable(Refused):
    code = "unavailable"
    status = 503
    sentence = "The service is busy. Nothing was saved; it will be tried again."


def problem(refusal: Refused) -> dict[str, JsonValue]:
    """The body of the answer to a refusal."""
    return {
        **refusal.extra,
        "type": TYPE_PREFIX + refusal.code,
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "detail": refusal.detail,
    }


def answer(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler; None leaves the error to the log and to `server_error`."""
    headers = {}
    if isinstance(error, OUTAGES):
        logger.exception("A service the request needs is away")
        error, headers["Retry-After"] = Unavailable(), str(RETRY_AFTER_S)
    refusal = error if isinstance(error, Refused) else _as_refusal(error)
    if refusal is None:
        return None
    if auth_header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return Response(problem(refusal), status=refusal.status, headers=headers, content_type=MEDIA_TYPE)


def _as_refusal(error: Exception) -> Refused | None:
    match error:
        case Http404():
            return _refusal("not_found", 404, "There is nothing here.")
        case PermissionDenied():
            return _refusal("permission_denied", 403, "You may not do this.")
        case exceptions.ValidationError():
            return Invalid(errors=list(_flat(error.detail)))
        case exceptions.NotAuthenticated():
            return _refusal(error.default_code, error.status_code, "Sign in to go on.")
        case exceptions.Throttled():
            return _refusal(error.default_code, error.status_code, "That was too often. Try again in a moment.")
        case exceptions.APIException():
            return _refusal(error.default_code, error.status_code, str(error.detail))
    return None


def _refusal(code: str, status: int, sentence: str) -> Refused:
    refusal = Refused(sentence)
    refusal.code, refusal.status = code, status
    return refusal


def _flat(detail: object, path: str = "") -> Iterator[ProblemField]:
    """DRF's nested errors as one list."""
    match detail:
        case dict():
            for name, inner in detail.items():
                yield from _flat(inner, f"{path}.{name}".lstrip("."))
        case list():
            for inner in detail:
                yield from _flat(inner, path)
        case _:
            yield ProblemField(field=path, reason=str(detail))


def page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The answer where DRF is not in charge: a problem for the API, one plain line for a person."""
    if request.path.startswith(JSON_PATHS):
        return JsonResponse(problem(refusal), status=refusal.status, content_type=MEDIA_TYPE)
    return HttpResponse(f"{refusal.detail}\n", status=refusal.status, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return page(request, TooLarge())
    if isinstance(exception, SessionInterrupted):  # what Django makes of any failure to keep the session
        return _away(request) if _is_outage(exception) else page(request, SignedOut())
    return page(request, _refusal("bad_request", 400, "This request can't be understood."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, _refusal("permission_denied", 403, "You may not do this."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, _refusal("not_found", 404, "There is nothing here."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, CsrfRefused())


def server_error(request: HttpRequest) -> HttpResponse:
    """Also where DRF is not in charge, and after it, when the session is kept, a service may be away."""
    if _is_outage(sys.exception()):
        return _away(request)
    return page(request, _refusal("server_error", 500, "Something went wrong on our side. It has been noted."))


def _is_outage(error: BaseException | None) -> bool:
    """Whether an outage is what it all began with."""
    while error is not None and not isinstance(error, OUTAGES):
        error = error.__context__
    return error is not None


def _away(request: HttpRequest) -> HttpResponse:
    response = page(request, Unavailable())
    response["Retry-After"] = str(RETRY_AFTER_S)
    return response
