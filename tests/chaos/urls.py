"""The app's URLs, and what a trial does to the server behind its back."""

import json
from datetime import date
from random import Random
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from backfit import urls
from backfit.accounts.models import User
from programs.logs.models import Log, Space
from programs.sync import writes
from programs.sync.shapes import OPS_AT_ONCE, SyncHead
from tests.chaos.quiet import op_of

DONE = 204


def restore(request: HttpRequest) -> HttpResponse:
    """Puts an old backup back: the newer half of what somebody logged is gone, and a new epoch begins."""
    _forget(_who(request), half=True)
    return HttpResponse(status=DONE)


def reorder(request: HttpRequest) -> HttpResponse:
    """Plays somebody's logs again from nothing, in another order."""
    user = _who(request)
    ops = [op_of(row) for row in Log.objects.filter(user=user).order_by("seq")]
    Random(len(ops)).shuffle(ops)
    _forget(user, half=False)
    today = date.fromisoformat(json.loads(request.body)["today"])
    head = SyncHead(schema_=1, device=UUID(int=1), app="1.0", cursor=0, today=today)
    for first in range(0, len(ops), OPS_AT_ONCE):
        writes.sync(user=user, head=head, ops=ops[first : first + OPS_AT_ONCE])
    return HttpResponse(status=DONE)


def rest(_request: HttpRequest) -> HttpResponse:
    """Begins another minute for whoever has asked too often in this one."""
    cache.clear()
    return HttpResponse(status=DONE)


def _who(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@transaction.atomic
def _forget(user: User, *, half: bool) -> None:
    space = Space.objects.select_for_update().get(user=user)
    space.seq = space.seq // 2 if half else 0
    Log.objects.filter(user=user, seq__gt=space.seq).delete()
    space.rev, space.epoch = max(space.rev - 2, 0), space.epoch + 1
    space.save()


CHAOS = [path(f"chaos/{view.__name__}", view) for view in (restore, reorder, rest)]
urlpatterns = [*CHAOS, *urls.urlpatterns]  # theirs end with the app itself
