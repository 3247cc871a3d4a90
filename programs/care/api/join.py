"""`/api/care/join` and `/api/care/links`: an invitation looked at and accepted, and the links that a person has."""

import hashlib

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from backfit.accounts.models import User
from backfit.accounts.reads import signed_in
from backfit.lib.body import parsed
from backfit.lib.openapi import problems
from programs.care import codes, sharing, writes
from programs.care.shapes import CodeRequest, JoinRequest, LinksView, Offer


class TriesFromHere(SimpleRateThrottle):
    """A waiting room behind one address may join; a script may not try codes."""

    scope = "join"
    rate = "60/hour"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class TriesOfCode(TriesFromHere):
    """However many addresses a script has, one code is not tried all day."""

    scope = "join_code"
    rate = "20/hour"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        code = request.data.get("code") if isinstance(request.data, dict) else None
        ident = hashlib.sha256(codes.typed(str(code)).encode(errors="replace")).hexdigest()
        return self.cache_format % {"scope": self.scope, "ident": ident}


class LookView(APIView):
    """Who invites, and what they would see: before signing in."""

    permission_classes = (AllowAny,)
    throttle_classes = (TriesFromHere, TriesOfCode)

    @extend_schema(
        description="What an invitation offers. An unknown code and a wrong birth year get the same answer.",
        request=CodeRequest,
        responses={200: Offer, **problems(400, 403, 404, 413, 429, 503)},
    )
    def post(self, request: Request) -> Response:
        asked = parsed(request.data, shape=CodeRequest)
        invitation = writes.look(code=asked.code, birth_year=asked.birth_year)
        country = request.user.country if isinstance(request.user, User) else ""
        return Response(sharing.offer_of(invitation, country=country).model_dump(mode="json"))


class JoinView(APIView):
    """The consent."""

    throttle_classes = (TriesFromHere, TriesOfCode)

    @extend_schema(
        description="Links you to the clinic that invites; a second time it changes nothing.",
        request=JoinRequest,
        responses={200: LinksView, **problems(400, 401, 403, 404, 409, 413, 429, 503)},
    )
    def post(self, request: Request) -> Response:
        user = signed_in(request)
        asked = parsed(request.data, shape=JoinRequest)
        writes.accept(user=user, code=asked.code, birth_year=asked.birth_year, version=asked.version)
        return Response(sharing.links_of(user).model_dump(mode="json"))


class LinkListView(APIView):
    """The clinics that see the person's data."""

    @extend_schema(
        description="The clinics that see your data, and who opened it.",
        responses={200: LinksView, **problems(401)},
    )
    def get(self, request: Request) -> Response:
        return Response(sharing.links_of(signed_in(request)).model_dump(mode="json"))


class OneLinkView(APIView):
    """One of them."""

    @extend_schema(
        description="Ends the link: from now on the clinic sees nothing.",
        request=None,
        responses={204: None, **problems(401, 403, 404, 503)},
    )
    def delete(self, request: Request, link: int) -> Response:
        writes.end_link(link, user=signed_in(request))
        return Response(status=204)
