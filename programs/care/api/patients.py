"""`/api/care/patients/<id>/...`: a patient's record, and what a clinician changes in their plan."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from django.db import transaction
from drf_spectacular.utils import extend_schema
from pydantic import Field, StrictInt, StrictStr
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backfit.accounts.models import Link, User
from backfit.accounts.reads import Clinician, clinician_of
from backfit.lib import clock
from backfit.lib.body import parsed
from backfit.lib.openapi import problems
from programs.care import reads, writes
from programs.care.alerts import alerts_of
from programs.care.record import RecordView, record_of
from programs.care.shapes import AlertDeed, AlertsView
from programs.engine.care import Edit
from programs.engine.contract import Shape
from programs.logs.reads import zone_of
from programs.plans import editing
from programs.plans import writes as plans
from programs.plans.editor import Author, ClinicianIntake, EditPreview, Proposal, Words

Slug = Annotated[StrictStr, Field(max_length=80)]
Version = Annotated[StrictInt, Field(ge=0, le=1_000_000)]
READING = problems(400, 401, 403, 404, 409, 413)
WRITING = problems(400, 401, 403, 404, 409, 413, 503)


class PreviewRequest(Shape):
    """An edit to try, with what the clinician would tell the person."""

    edit: Edit
    words: Words = ""


class ReasonGiven(Shape):
    """Why a clinician goes on in spite of a warning: which rule, and of which exercise (empty: of the whole edit)."""

    rule: Slug
    exercise: Slug
    reason: Annotated[StrictStr, Field(min_length=1, max_length=200)]


class PublishRequest(PreviewRequest):
    """The edit to publish, made on the version that the record showed."""

    reasons: Annotated[tuple[ReasonGiven, ...], Field(max_length=20)] = ()
    base_version: Version


class ProposalRequest(Shape):
    """What the clinician says of the person, for a new plan."""

    changes: ClinicianIntake


class AssignRequest(ProposalRequest):
    """The proposal to publish, made on the version that it showed."""

    words: Words = ""
    reasons: Annotated[tuple[ReasonGiven, ...], Field(max_length=20)] = ()
    base_version: Version


class Published(Shape):
    """The version that the person has now."""

    version: int


@dataclass(frozen=True, slots=True)
class _Visit:
    """A clinician with the patient whom an address names, on the patient's own day."""

    clinician: Clinician
    link: Link
    today: date

    @property
    def user(self) -> User:
        return self.clinician.user

    @property
    def author(self) -> Author:
        return Author(id=self.user.id, name=reads.workplace(self.clinician, clinic=self.link.clinic_id).called)

    @contextmanager
    def publishing(self) -> Iterator[Author]:
        """What is published inside settles what waited for it, all in one transaction."""
        with transaction.atomic():
            yield self.author
            writes.settle_proposals(self.link, by=self.author, seen_by=self.user, today=self.today)


def _visit(request: Request, patient: UUID) -> _Visit:
    """Raises what the door raises, and NothingThere for whoever is not linked to the clinician.

    Each answer here tells of the person, a proposal all that they answered: so each is noted as a look.
    """
    clinician = clinician_of(request)
    link = reads.link_of(patient, seen_by=clinician)
    writes.note_opening(link, by=clinician.user)
    zone = zone_of(patient, seen_by=clinician.user)
    return _Visit(clinician, link, clock.now().astimezone(zone).date())


class OneAlertView(APIView):
    @extend_schema(
        description="Claims, snoozes or resolves an alert; the answer is what is still open.",
        request=AlertDeed,
        responses={200: AlertsView, **WRITING},
    )
    def post(self, request: Request, patient: UUID, alert: int) -> Response:
        visit = _visit(request, patient)
        deed = parsed(request.data, shape=AlertDeed)
        writes.act(alert, link=visit.link, by=visit.user, name=visit.author.name, deed=deed, today=visit.today)
        left = alerts_of([visit.link], seen_by=visit.user, today=visit.today).get(patient, ())
        return Response(AlertsView(left).model_dump(mode="json"))


class RecordOfView(APIView):
    @extend_schema(
        description="Opens a patient's record, which they can read that you did.",
        request=None,
        responses={200: RecordView, **problems(401, 403, 404, 503)},
    )
    def post(self, request: Request, patient: UUID) -> Response:
        visit = _visit(request, patient)
        record = record_of(visit.link, seen_by=visit.user, today=visit.today)
        return Response(record.model_dump(mode="json", by_alias=True))


class PreviewView(APIView):
    @extend_schema(
        description="What an edit would do, and what speaks against it. Nothing but the look is kept.",
        request=PreviewRequest,
        responses={200: EditPreview, **READING},
    )
    def post(self, request: Request, patient: UUID) -> Response:
        visit = _visit(request, patient)
        asked = parsed(request.data, shape=PreviewRequest)
        preview = editing.preview(
            patient,
            seen_by=visit.user,
            edit=asked.edit,
            today=visit.today,
            by=visit.author.name,
            told=asked.words,
        )
        return Response(preview.model_dump(mode="json", by_alias=True))


class PublishView(APIView):
    @extend_schema(
        description="Publishes an edit as the next version; the patient's phone has it at its next sync.",
        request=PublishRequest,
        responses={200: Published, **WRITING},
    )
    def post(self, request: Request, patient: UUID) -> Response:
        visit = _visit(request, patient)
        asked = parsed(request.data, shape=PublishRequest)
        with visit.publishing() as by:
            plans.publish_edit(
                person=visit.link.patient,
                by=by,
                edit=asked.edit,
                words=asked.words,
                reasons=[f"{one.exercise}: {one.reason}" if one.exercise else one.reason for one in asked.reasons],
                base_version=asked.base_version,
                today=visit.today,
            )
        return Response(Published(version=asked.base_version + 1).model_dump(mode="json"))


class ProposalView(APIView):
    @extend_schema(
        description="The plan that the engine makes of the patient's answers with what you say. Only the look is kept.",
        request=ProposalRequest,
        responses={200: Proposal, **READING},
    )
    def post(self, request: Request, patient: UUID) -> Response:
        visit = _visit(request, patient)
        asked = parsed(request.data, shape=ProposalRequest)
        proposal = editing.proposal(patient, seen_by=visit.user, changes=asked.changes, today=visit.today)
        return Response(proposal.model_dump(mode="json", by_alias=True))


class AssignView(APIView):
    @extend_schema(
        description="Publishes the proposed plan: a new start.",
        request=AssignRequest,
        responses={200: Published, **WRITING},
    )
    def post(self, request: Request, patient: UUID) -> Response:
        visit = _visit(request, patient)
        asked = parsed(request.data, shape=AssignRequest)
        with visit.publishing() as by:
            plans.assign(
                person=visit.link.patient,
                by=by,
                changes=asked.changes,
                words=asked.words,
                reasons=[one.reason for one in asked.reasons],
                base_version=asked.base_version,
                today=visit.today,
            )
        return Response(Published(version=asked.base_version + 1).model_dump(mode="json"))
