"""The app's URLs, and one by which a trial puts an old backup back."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from backfit import urls
from backfit.accounts.models import User
from programs.logs.models import Log, Space


@transaction.atomic
def restore(request: HttpRequest) -> HttpResponse:
    """Forgets the newer half of what somebody logged, and begins a new epoch for them."""
    assert isinstance(request.user, User)
    space = Space.objects.select_for_update().get(user=request.user)
    space.seq //= 2
    Log.objects.filter(user=request.user, seq__gt=space.seq).delete()
    space.rev, space.epoch = max(space.rev - 2, 0), space.epoch + 1
    space.save()
    return HttpResponse(status=204)


urlpatterns = [path("chaos/restore", restore), *urls.urlpatterns]  # theirs end with the app itself
