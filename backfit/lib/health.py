"""Says whether the process lives, and whether it can serve."""

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backfit.lib.errors import OUTAGES

PLAIN = "text/plain; charset=utf-8"


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all; asks no other service."""
    return HttpResponse("ok\n", content_type=PLAIN)


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database and cache answer, else 503 naming which does not."""
    away = [name for name, reachable in (("database", _database_answers), ("cache", _cache_answers)) if not reachable()]
    if away:
        return HttpResponse(f"not ready: {', '.join(away)}\n", status=503, content_type=PLAIN)
    return HttpResponse("ready\n", content_type=PLAIN)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OUTAGES:
        return False
    return True


def _cache_answers() -> bool:
    try:
        cache.get("readyz")
    except OUTAGES:
        return False
    return True
