"""`GET /api/learn`: the texts of all lessons, which any cache may keep."""

import hashlib
from functools import cache
from typing import NamedTuple

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from programs.knowledge.load import Knowledge, knowledge, source_label
from programs.knowledge.load.lessons import seconds_of
from programs.knowledge.schema.learn import Lesson
from programs.learn.shapes import LessonGroup, Lessons, LessonView

JSON = "application/json"
KEEP = "public, max-age=3600"


class _Text(NamedTuple):
    """The answer to everybody, and the tag that tells it from others."""

    body: bytes
    etag: str


class LearnView(APIView):
    """The lessons, for anybody: which of them are for whom stands in the bundle."""

    permission_classes = [AllowAny]
    authentication_classes = []

    @extend_schema(description="The texts of all lessons, by group.", responses={200: Lessons, 304: None})
    def get(self, request: Request) -> HttpResponse:
        text = _text()
        response = HttpResponse(text.body, content_type=JSON, headers={"ETag": text.etag, "Cache-Control": KEEP})
        return get_conditional_response(request._request, etag=text.etag, response=response) or response


def lessons(known: Knowledge) -> Lessons:
    """Every lesson as it goes out."""
    groups = (
        LessonGroup(
            title=title,
            lessons=tuple(_view(lesson, known) for lesson in known.lessons.values() if lesson.group == group),
        )
        for group, title in known.learn.groups.items()
    )
    return Lessons(knowledge=known.version, groups=tuple(groups))


@cache
def _text() -> _Text:
    """It changes only with the knowledge, which is read once a process."""
    body = lessons(knowledge()).model_dump_json(by_alias=True).encode()
    return _Text(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def _view(lesson: Lesson, known: Knowledge) -> LessonView:
    is_reviewed = lesson.review.status == "reviewed"
    return LessonView(
        id=lesson.id,
        title=lesson.title,
        seconds=seconds_of(lesson, rules=known.learn),
        key_facts=lesson.key_facts,
        paragraphs=lesson.paragraphs,
        source=source_label(lesson.sources, knowledge=known),
        review_sentence=None if is_reviewed else known.intake.unreviewed,
    )
