"""`/api/care/me` and `/api/care/invitations`: the clinician who is signed in, and whom they invite."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backfit.accounts.models import Role
from backfit.accounts.reads import clinician_of
from backfit.lib.body import parsed
from backfit.lib.openapi import problems
from programs.care import reads, writes
from programs.care.shapes import ClinicView, InvitationRequest, InvitationView, Me


class MeView(APIView):
    @extend_schema(description="The clinician signed in by both steps.", responses={200: Me, **problems(401, 403)})
    def get(self, request: Request) -> Response:
        clinician = clinician_of(request)
        clinics = tuple(
            ClinicView(id=one.clinic_id, name=one.clinic.name, role=Role(one.role)) for one in clinician.memberships
        )
        me = Me(name=clinician.memberships[0].name, email=clinician.user.email, clinics=clinics)
        return Response(me.model_dump(mode="json"))


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
