"""Keeps what is about a person out of every cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from backfit.lib.errors import JSON_PATHS

Handler = Callable[[HttpRequest], HttpResponse]


def no_store(get_response: Handler) -> Handler:
    """Middleware: no cache keeps an answer of the API, a refusal or an outage either, unless it says that it may be.

    A browser's cache outlives signing out, on a clinic's shared computer too.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith(JSON_PATHS):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return respond
