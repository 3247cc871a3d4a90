"""A server with two faults, for the access guard to notice: an address it does not know, and one that asks nobody."""

from django.http import HttpRequest, JsonResponse
from django.urls import path

from backfit.urls import urlpatterns as sound
from programs.logs.models import Log


def every_log(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"logs": list(Log.objects.values_list("body", flat=True))})


urlpatterns = [path("api/new", every_log), path("api/bundle", every_log), *sound]
