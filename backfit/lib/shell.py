"""Serves the page of the phone's app, or of the clinic's, for each address that the app itself knows how to show."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
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
