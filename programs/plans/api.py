"""`/api/intake` and `/api/bundle`: the questionnaire in, the plan out."""

from datetime import date
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import etag, require_safe
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from backfit.accounts.models import User
from backfit.accounts.reads import has_consented, signed_in
from backfit.accounts.writes import keep_signed_in
from backfit.lib import clock
from backfit.lib.body import parsed
from backfit.lib.csp import STRICT, header
from backfit.lib.errors import Invalid, ProblemField, Refused
from backfit.lib.openapi import problems
from backfit.lib.strict_shape import InvalidInput
from exercises.load import catalogue
from programs.engine.contract import Intake, Shape
from programs.engine.prescribe import prescribe
from programs.engine.screening import read_intake
from programs.knowledge.load import knowledge
from programs.plans import reads, writes
from programs.plans.asking import consent_version, form
from programs.plans.bundle import Bundle
from programs.plans.days import local_day
from programs.plans.form import IntakeForm, IntakeRequest, IntakeUpload
from programs.plans.pressure import with_uncleared
from programs.plans.reads import Served
from programs.plans.reviewing import STYLE_HASH, catalogue_page
from programs.plans.storing import Raises
from programs.plans.suspected import as_suspected, not_theirs

JSON = "application/json"


class NoConsent(Refused):
    """Answers about health came before the consent to keep them."""

    code = "consent_needed"
    status = 403
    sentence = "Please read and accept the first screen before you answer questions."


class NoPlan(Refused):
    """There is no bundle before the questionnaire is answered."""

    code = "no_plan"
    status = 404
    sentence = "You have no plan yet. Answer the questions first."


class BundleQuery(Shape):
    """The query of GET `/api/bundle`."""

    today: date | None = None


class IntakeView(APIView):
    """The questionnaire: the form for everybody, the answers of whoever is signed in.

    urls.py gives it what answers may raise in a room above.
    """

    raises: Raises | None = None

    def get_permissions(self) -> list[BasePermission]:
        return [AllowAny()] if self.request.method == "GET" else [IsAuthenticated()]

    @extend_schema(description="The consent, the questions, the safety list.", responses={200: IntakeForm})
    def get(self, request: Request) -> HttpResponse:
        return HttpResponse(_form_json(), content_type=JSON)

    @extend_schema(
        description="The finished questionnaire; the answer is the bundle, with a plan or with a stop.",
        request=IntakeRequest,
        responses={200: Bundle, **problems(400, 401, 403, 413, 429, 503)},
    )
    def post(self, request: Request) -> HttpResponse:
        user = signed_in(request)
        if not has_consented(user, version=consent_version(knowledge())):
            raise NoConsent
        upload = parsed(request.data, shape=IntakeUpload)
        signed_in(request, account=upload.account)
        told = with_uncleared(_told(upload, user=user), user=user)
        answer = prescribe(told, knowledge=knowledge(), catalogue=catalogue())
        bundle = writes.take_in(
            user=user,
            head=upload,
            told=told,
            answer=answer,
            today=local_day(upload.today, now=clock.now()),
            raises=self.raises,
        )
        keep_signed_in(request._request.session)
        return _response(bundle)


def _told(upload: IntakeUpload, *, user: User) -> Intake:
    """The intake as the engine reads it; raises Invalid with the engine's sentence."""
    raw = {"country": user.country or None, **upload.intake}
    try:
        told = read_intake(raw, knowledge=knowledge(), catalogue=catalogue())
    except InvalidInput as error:
        raise Invalid(str(error), errors=[_problem_field(fault) for fault in str(error).split("; ")]) from error
    if (fault := not_theirs(told, knowledge=knowledge())) is not None:
        raise Invalid(fault, errors=[_problem_field(fault)])
    return told if upload.diagnosed else as_suspected(told, knowledge=knowledge())


def _problem_field(fault: str) -> ProblemField:
    """The engine's line about one field begins with its path: the phone can lead to the question."""
    path = fault.split(" ", 1)[0]
    is_known = path.split(".")[0] in Intake.model_fields
    return ProblemField(field=f"intake.{path}" if is_known else "intake", reason=fault)


@cache
def _form_json() -> bytes:
    """The form as it goes out; it changes only with the knowledge, which is read once a process."""
    return form(knowledge=knowledge(), catalogue=catalogue()).model_dump_json(by_alias=True).encode()


class BundleView(APIView):
    """What the phone of the person signed in holds."""

    @extend_schema(
        description="The bundle for the phone's day, held to the days it can be somewhere on Earth now.",
        parameters=[OpenApiParameter("today", type={"type": "string", "format": "date"})],
        responses={200: Bundle, 304: None, **problems(400, 401, 404)},
    )
    def get(self, request: Request) -> HttpResponse:
        user = signed_in(request)
        query = parsed(request.query_params.dict(), shape=BundleQuery)
        bundle = reads.bundle_for(user.id, seen_by=user, today=local_day(query.today, now=clock.now()))
        if bundle is None:
            raise NoPlan
        etag = f'"{bundle.etag}"'
        response = _response(bundle)
        return get_conditional_response(request._request, etag=etag, response=response) or response


def _response(bundle: Served) -> HttpResponse:
    return HttpResponse(bundle.body, content_type=JSON, headers={"ETag": f'"{bundle.etag}"'})


@require_safe
@gzip_page  # 45 KB for 900; it holds nothing secret
@etag(lambda _request: f'"{knowledge().version}"')
def catalogue_view(_request: HttpRequest) -> HttpResponse:
    """Every exercise for a reviewer to read: no person's data, so anybody may."""
    policy = header(STRICT | {"style-src": STYLE_HASH})
    return HttpResponse(catalogue_page(), headers={"Content-Security-Policy": policy, "Cache-Control": "no-cache"})
