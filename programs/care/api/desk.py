"""`/api/care/me`, `caseload` and `invitations`: the clinician who is signed in, their people, and whom they invite."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backfit.accounts.models import Role
from backfit.accounts.reads import clinician_of
from backfit.lib import clock
from backfit.lib.body import parsed
from backfit.lib.openapi import problems
from programs.care import reads, writes
from programs.care.caseload import caseload_of
from programs.care.shapes import CaseloadView, ClinicView, InvitationRequest, InvitationView, Me
from programs.engine.contract import Shape


class MeView(APIView):
    @extend_schema(description="The clinician signed in by both steps.", responses={200: Me, **problems(401, 403)})
    def get(self, request: Request) -> Response:
        clinician = clinician_of(request)
        clinics = tuple(
            ClinicView(id=one.clinic_id, name=one.clinic.name, role=Role(one.role)) for one in clinician.memberships
        )
        me = Me(name=clinician.memberships[0].name, email=clinician.user.email, clinics=clinics)
        return Response(me.model_dump(mode="json"))


class CaseloadQuery(Shape):
    """Which clinic's; a null one is the clinician's first."""

    clinic: UUID | None = None


class CaseloadListView(APIView):
    @extend_schema(
        description="The people of a clinic, who needs a look first, and the open invitations.",
        parameters=[OpenApiParameter("clinic", type={"type": "string", "format": "uuid"})],
        responses={200: CaseloadView, **problems(400, 401, 403, 404)},
    )
    def get(self, request: Request) -> Response:
        clinician = clinician_of(request)
        query = parsed(request.query_params.dict(), shape=CaseloadQuery)
        membership = reads.workplace(clinician, clinic=query.clinic)
        caseload = caseload_of(membership, today=clock.now().date())
        return Response(caseload.model_dump(mode="json"))


class InvitationsView(APIView):
    @extend_schema(
        description="Invites one patient: a code to give them, for 14 days.",
        request=InvitationRequest,
        responses={200: InvitationView, **problems(400, 401, 403, 404, 413, 503)},
    )
    def post(self, request: Request) -> Response:
        clinician = clinician_of(request)
        asked = parsed(request.data, shape=InvitationRequest)
        by = reads.workplace(clinician, clinic=asked.clinic)
        invitation = writes.invite(by=by, first_name=asked.first_name, birth_year=asked.birth_year)
        return Response(reads.invitation_view(invitation).model_dump(mode="json"))


class OneInvitationView(APIView):
    @extend_schema(
        description="Withdraws an open invitation.",
        request=None,
        responses={204: None, **problems(401, 403, 404)},
    )
    def delete(self, request: Request, invitation: UUID) -> Response:
        writes.withdraw(invitation, by=clinician_of(request))
        return Response(status=204)
