"""Serves the page of each app, the phone's or the clinic's, for its own addresses, and the phone's service worker."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@cache_control(no_cache=True)
@require_safe
def shell(request: HttpRequest, name: str = "index.html") -> HttpResponse:
    """The built page, without any user data; it also sets the CSRF cookie that the app's first POST needs."""
    page = settings.PHONE_DIR / name
    if not page.is_file():
        sentence = "The app is not built yet: run `make build`.\n"
        return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8")
    get_token(request)
    return HttpResponse(page.read_bytes(), content_type="text/html; charset=utf-8")


@cache_control(no_cache=True)
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The built service worker; while PHONE_WORKER is off, the one that takes it and all it kept off the phone."""
    script = settings.PHONE_DIR / ("worker.js" if settings.PHONE_WORKER else "worker-off.js")
    if not script.is_file():
        raise Http404
    return HttpResponse(script.read_bytes(), content_type="text/javascript; charset=utf-8")
