"""`/api/sync`: a phone's one request."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from pydantic import JsonValue
from rest_framework.request import Request
from rest_framework.views import APIView

from backfit.accounts.reads import signed_in
from backfit.accounts.writes import keep_signed_in
from backfit.lib.body import parsed
from backfit.lib.errors import Invalid, ProblemField, TooLarge
from backfit.lib.openapi import problems
from programs.plans.reads import Served
from programs.sync import writes
from programs.sync.limits import AMinute
from programs.sync.shapes import OPS_AT_ONCE, SyncHead, SyncReply, SyncRequest


class SyncView(APIView):
    """Logs in, what is new out."""

    throttle_classes = (AMinute,)

    @extend_schema(
        description=(
            "At most 50 ops and 60 KB, each op answered for itself; the bundle comes when the phone's differs. "
            "429 after 60 in a minute, and while two are under way; 503 while others write. Both say how long to wait."
        ),
        request=SyncRequest,
        responses={200: SyncReply, **problems(400, 401, 403, 413, 429, 503)},
    )
    def post(self, request: Request) -> HttpResponse:
        signed_in(request)
        head, ops = _read(request.data)
        user = signed_in(request, account=head.account)
        reply, bundle = writes.sync(user=user, head=head, ops=ops)
        keep_signed_in(request._request.session)
        return HttpResponse(_json(reply, bundle=bundle), content_type="application/json")


def _read(data: JsonValue) -> tuple[SyncHead, list[JsonValue]]:
    """What stands beside the ops, and the ops as they came; raises Invalid or TooLarge for the whole."""
    if not isinstance(data, dict):
        raise Invalid(errors=[ProblemField(field="", reason="should be an object")])
    ops = data.get("ops")
    if not isinstance(ops, list):
        raise Invalid(errors=[ProblemField(field="ops", reason="should be a list")])
    if len(ops) > OPS_AT_ONCE:
        raise TooLarge(f"A request may hold {OPS_AT_ONCE} records at most. Send fewer at once.")
    return parsed({name: value for name, value in data.items() if name != "ops"}, shape=SyncHead), ops


def _json(reply: SyncReply, *, bundle: Served | None) -> bytes:
    """The reply with the bundle as it is stored: written out once, not once for every request."""
    text = reply.model_dump_json(by_alias=True, exclude={"bundle"}).encode()
    return text[:-1] + b',"bundle":' + (bundle.body if bundle else b"null") + b"}"
